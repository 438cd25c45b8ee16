import type { ErrorInfo } from '../../lib/chat/chat-error'
import { textOf, type Message } from '../../lib/chat/message'
import { useChatSession } from '../hooks/use-chat'
import { useLiveMessage } from '../hooks/use-thread'
import { Markdown } from '../markdown/Markdown'
import { authorSentence } from './author-words'
import { ErrorNotice } from './ErrorNotice'
import { MessageActions } from './MessageActions'
import { Reasoning } from './Reasoning'
import { PauseNotice } from './PauseNotice'
import { SilenceNotice } from './SilenceNotice'
import { Siblings } from './Siblings'
import styles from './Message.module.css'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'

export function AnswerMessage({ stored, siblings }: { stored: Message; siblings: Message[] }) {
  const { chat } = useChatSession()
  const message = useLiveMessage(stored)
  const text = textOf(message)
  const reasoning = textOf(message, 'reasoning')
  const author = authorSentence(message, text !== '')
  const streaming = message.status === 'streaming'
  const retry = () => void chat.retry(message.id)

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
        <Reasoning text={reasoning} thinking={streaming && text === ''} durationMs={message.metrics?.reasoningMs} />
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
      {message.error && <ErrorNotice error={message.error} model={modelOf(message, message.error)} onRetry={retry} />}
      {message.status === 'interrupted' && (
        <Notice action={<Button onClick={retry}>Try again</Button>}>
          The answer was interrupted: the browser stopped Gloss while it was being written.
        </Notice>
      )}
      <EndNote message={message} hasText={text !== ''} />
      {siblings.length > 1 && <Siblings message={message} siblings={siblings} />}
      {!streaming && <MessageActions message={message} text={text} onRetry={retry} />}
    </article>
  )
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

/** Why an answer ended other than by being finished. */
function EndNote({ message, hasText }: { message: Message; hasText: boolean }) {
  const note = endNote(message, hasText)
  return note === undefined ? null : <p className={styles.note}>{note}</p>
}

function endNote({ status, finishReason }: Message, hasText: boolean): string | undefined {
  if (status === 'stopped') return hasText ? 'You stopped this answer.' : 'You stopped this answer before it began.'
  if (status !== 'complete') return undefined
  if (finishReason?.unified === 'length') {
    return hasText
      ? 'The answer reached the longest length this model may write.'
      : 'The model used up all the length it may write on thinking. Ask it to think less, or raise the limit.'
  }
  if (finishReason?.unified === 'content-filter') return 'The provider ended this answer by its content rules.'
  return undefined
}
