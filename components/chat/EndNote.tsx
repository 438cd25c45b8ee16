import { isContinuable, type Interruption, type Message } from '../../lib/chat/message'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import styles from './Message.module.css'

type EndNoteProps = { message: Message; hasText: boolean; onContinue: () => void; onRetry: () => void }

/** Why an answer ended other than by being finished, and what can be made of it. */
export function EndNote({ message, hasText, onContinue, onRetry }: EndNoteProps) {
  const note = endNote(message, hasText)
  if (note === undefined) return null
  const actions = <EndActions message={message} onContinue={onContinue} onRetry={onRetry} />
  if (message.status === 'interrupted') {
    return (
      <Notice tone="info" silent testId="message-interrupted" action={actions}>
        {note}
      </Notice>
    )
  }
  return (
    <div className={styles.end} data-testid="message-end">
      <p className={styles.note}>{note}</p>
      {(message.status === 'stopped' || isContinuable(message)) && <div className={styles.endActions}>{actions}</div>}
    </div>
  )
}

function EndActions({ message, onContinue, onRetry }: Omit<EndNoteProps, 'hasText'>) {
  return (
    <>
      {isContinuable(message) && <ContinueButton onContinue={onContinue} />}
      <Button data-testid="message-try-again" onClick={onRetry}>
        Try again
      </Button>
    </>
  )
}

export function ContinueButton({ onContinue }: { onContinue: () => void }) {
  return (
    <Button look="primary" data-testid="message-continue" onClick={onContinue}>
      Continue
    </Button>
  )
}

const interruptions: Record<Interruption, string> = {
  worker: 'The browser stopped Gloss while it wrote this answer.',
  browser: 'The browser was closed while this answer was being written.',
  update: 'Gloss was updated while it wrote this answer.',
  reload: 'Gloss was reloaded while it wrote this answer.',
  off: 'Gloss was switched off while it wrote this answer.',
}

function endNote({ status, finishReason, interruption, coverage }: Message, hasText: boolean): string | undefined {
  if (status === 'interrupted') return interruptions[interruption ?? 'worker']
  if (status === 'stopped' && !hasText && coverage?.sections.length)
    return 'You stopped the reading. What was read is kept.'
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
