import { useState } from 'react'
import type { ErrorInfo } from '../../lib/chat/chat-error'
import { isContinuable, textOf, type Message } from '../../lib/chat/message'
import { TrimDialog } from '../context/TrimDialog'
import { CoverageMeter } from '../coverage/CoverageMeter'
import { useChatSession } from '../hooks/use-chat'
import { useLiveMessage } from '../hooks/use-thread'
import { Markdown } from '../markdown/Markdown'
import { useGrowingText } from '../markdown/use-growing-text'
import { QuoteScope } from '../quotes/QuoteScope'
import { authorSentence } from './author-words'
import { EndNote } from './EndNote'
import { ErrorNotice } from './ErrorNotice'
import { MessageActions } from './MessageActions'
import { Reasoning } from './Reasoning'
import { PauseNotice } from './PauseNotice'
import { SilenceNotice } from './SilenceNotice'
import { Siblings } from './Siblings'
import { useTrim } from './use-trim'
import styles from './Message.module.css'

type AnswerMessageProps = {
  stored: Message
  siblings: Message[]
  /** From the conversation's start to the question. */
  before: readonly Message[]
}

export function AnswerMessage({ stored, siblings, before }: AnswerMessageProps) {
  const { chat } = useChatSession()
  const message = useLiveMessage(stored)
  const text = textOf(message)
  const reasoning = thoughtsOf(message)
  const author = authorSentence(message, text !== '')
  const { drawn, isBehind } = useGrowingText(text, message.status === 'streaming')
  // It has not ended for its reader before all of it is drawn.
  const status = isBehind ? 'streaming' : message.status
  const streaming = status === 'streaming'
  // The meter shows what goes on until the answer itself is being written.
  const reads = message.coverage?.reading === 'everything' && !message.coverage.combining
  // The button goes away with what it was for.
  const retry = () => void chat.retry(message.id).then(() => chat.focusComposer())
  const goOn = () => void chat.continue(message.id).then(() => chat.focusComposer())
  const trim = useTrim(message)
  const [trimming, setTrimming] = useState(false)

  return (
    <article
      className={styles.answer}
      aria-label="Answer"
      aria-busy={streaming}
      data-testid="message"
      data-role="assistant"
      data-status={status}
      data-message-id={message.id}
    >
      {author !== undefined && (
        <p className={styles.note} data-testid="message-author">
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
      {message.coverage && <CoverageMeter message={message} coverage={message.coverage} />}
      {streaming && text === '' && reasoning === '' && !message.pause && !reads && <Waiting />}
      {text !== '' && (
        <div data-testid="message-text">
          <QuoteScope thread={before}>
            <Markdown text={drawn} streaming={streaming} isBehind={isBehind} />
          </QuoteScope>
        </div>
      )}
      {streaming && !message.pause && !reads && (
        <SilenceNotice length={text.length + reasoning.length} askedAt={message.createdAt} />
      )}
      {message.pause && <PauseNotice messageId={message.id} pause={message.pause} />}
      {message.error && (
        <ErrorNotice
          error={message.error}
          model={modelOf(message, message.error)}
          onRetry={retry}
          {...(message.status === 'failed' && isContinuable(message) ? { onContinue: goOn } : {})}
          {...(trim && { onTrim: () => setTrimming(true), onPlan: () => void chat.offerPlan(message.id) })}
        />
      )}
      {trim && trimming && (
        <TrimDialog
          attachment={trim.largest}
          action="Ask again with less"
          onTrimmed={trim.askWith}
          onClose={() => setTrimming(false)}
        />
      )}
      {!isBehind && <EndNote message={message} hasText={text !== ''} onContinue={goOn} onRetry={retry} />}
      {streaming && siblings.length > 1 && <Siblings message={message} siblings={siblings} />}
      {!streaming && <MessageActions message={message} siblings={siblings} text={text} before={before} />}
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
    <div className={styles.waiting} role="img" aria-label="Waiting for the first words">
      <span />
      <span />
      <span />
    </div>
  )
}
