import type { ErrorInfo } from '../../lib/chat/chat-error'
import { isContinuable, textOf, type Message } from '../../lib/chat/message'
import { useChatSession } from '../hooks/use-chat'
import { useLiveMessage } from '../hooks/use-thread'
import { Markdown } from '../markdown/Markdown'
import { authorSentence } from './author-words'
import { EndNote } from './EndNote'
import { ErrorNotice } from './ErrorNotice'
import { MessageActions } from './MessageActions'
import { Reasoning } from './Reasoning'
import { PauseNotice } from './PauseNotice'
import { SilenceNotice } from './SilenceNotice'
import { Siblings } from './Siblings'
import styles from './Message.module.css'

export function AnswerMessage({ stored, siblings }: { stored: Message; siblings: Message[] }) {
  const { chat } = useChatSession()
  const message = useLiveMessage(stored)
  const text = textOf(message)
  const reasoning = thoughtsOf(message)
  const author = authorSentence(message, text !== '')
  const streaming = message.status === 'streaming'
  const retry = () => void chat.retry(message.id)
  const goOn = () => void chat.continue(message.id)

  return (
    <article
      className={styles.answer}
      aria-label="Answer"
      aria-busy={streaming}
      data-testid="message"
      data-role="assistant"
      data-status={message.status}
      data-message-id={message.id}
    >
      {author !== undefined && (
        <p className={styles.note} role="status" data-testid="message-author">
          {author}
        </p>
      )}
      {reasoning !== '' && (
        <Reasoning
          text={reasoning}
          thinking={streaming && message.parts.at(-1)?.type === 'reasoning'}
          durationMs={message.metrics?.reasoningMs}
        />
      )}
      {streaming && text === '' && reasoning === '' && !message.pause && <Waiting />}
      {text !== '' && (
        <div data-testid="message-text">
          <Markdown text={text} streaming={streaming} />
        </div>
      )}
      {streaming && !message.pause && (
        <SilenceNotice length={text.length + reasoning.length} askedAt={message.createdAt} />
      )}
      {message.pause && <PauseNotice messageId={message.id} pause={message.pause} />}
      {message.error && (
        <ErrorNotice
          error={message.error}
          model={modelOf(message, message.error)}
          onRetry={retry}
          {...(message.status === 'failed' && isContinuable(message) ? { onContinue: goOn } : {})}
        />
      )}
      <EndNote message={message} hasText={text !== ''} onContinue={goOn} onRetry={retry} />
      {siblings.length > 1 && <Siblings message={message} siblings={siblings} />}
      {!streaming && <MessageActions message={message} text={text} onRetry={retry} />}
    </article>
  )
}

/** What the model thought each time, apart. */
function thoughtsOf({ parts }: Message): string {
  return parts.flatMap(({ type, text }) => (type === 'reasoning' ? [text] : [])).join('\n\n---\n\n')
}

/** The model that failed. With fallbacks, the one asked last may be another provider's. */
function modelOf({ providerId, model }: Message, error: ErrorInfo): string | undefined {
  return error.providerId === providerId ? model : undefined
}

function Waiting() {
  return (
    <div className={styles.waiting} role="status" aria-label="Waiting for the first words">
      <span />
      <span />
      <span />
    </div>
  )
}
