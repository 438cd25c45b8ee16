import { Check, Copy, Ellipsis, ReceiptText, RotateCcw } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Message } from '../../lib/chat/message'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { useCopied } from '../hooks/use-copied'
import { IconButton } from '../ui/Button'
import { Menu } from '../ui/Menu'
import { useWriteBackItem } from '../write-back/use-write-back-item'
import type { AnswerDialogName } from './AnswerDialog'
import { dollars } from './cost-words'
import { Siblings } from './Siblings'
import { answerMenu } from './thread/answer-menu'
import { ReadAloudButton } from './thread/ReadAloudButton'
import { useIsShownEnd } from './thread/shown-end'
import styles from './Message.module.css'

// The panel does not wait for what is opened by a click.
const AnswerDialog = lazy(async () => ({ default: (await import('./AnswerDialog')).AnswerDialog }))

type MessageActionsProps = {
  message: Message
  siblings: readonly Message[]
  text: string
  /** From the conversation's start to the question. */
  before: readonly Message[]
}

/** The row under an answer that has ended: its other forms, what is done most, and a menu with the rest. */
export function MessageActions({ message, siblings, text, before }: MessageActionsProps) {
  const { chat } = useChatSession()
  const [open, setOpen] = useState<AnswerDialogName | null>(null)
  const [copied, copy, copyRich] = useCopied()
  const attempt = useAttempt()
  const busy = useChatState(() => chat.isBusyAt(message.id))
  const isEnd = useIsShownEnd(message.id)
  const writeBack = useWriteBackItem(before, text)
  const retry = (presetId?: string) => {
    // The answer gives way to another one, and takes its buttons along.
    void chat.retry(message.id, presetId === undefined ? {} : { presetId }).then(() => chat.focusComposer())
  }
  return (
    <>
      <div className={styles.actions}>
        {siblings.length > 1 && <Siblings message={message} siblings={siblings} />}
        <div className={isEnd ? `${styles.tools} ${styles.shown}` : styles.tools}>
          {text !== '' && (
            <IconButton
              label={copied ? 'Copied' : 'Copy'}
              data-testid="message-copy"
              onClick={() => attempt(() => copy(text))}
            >
              {copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
            </IconButton>
          )}
          <IconButton
            label="Answer again"
            data-testid="message-retry"
            aria-disabled={busy}
            onClick={() => !busy && retry()}
          >
            <RotateCcw size={15} aria-hidden />
          </IconButton>
          {text !== '' && <ReadAloudButton messageId={message.id} text={text} />}
          <IconButton label="What was sent" data-testid="message-receipt" onClick={() => setOpen('receipt')}>
            <ReceiptText size={15} aria-hidden />
          </IconButton>
          <Menu
            label="More"
            testId="message-more"
            icon={<Ellipsis size={15} aria-hidden />}
            items={[
              ...writeBack.items,
              ...answerMenu({ message, text, busy, chat, attempt, copy, copyRich, open: setOpen }),
            ]}
          />
        </div>
        <Author message={message} />
      </div>
      {writeBack.dialog}
      <Suspense>
        {open && (
          <AnswerDialog
            name={open}
            message={message}
            onReceipt={() => setOpen('receipt')}
            onRetry={retry}
            onClose={() => setOpen(null)}
          />
        )}
      </Suspense>
    </>
  )
}

/** Who wrote it and how long that took; where there is room, how much it is and what it cost. */
function Author({ message: { answeredBy, model, providerId, usage, cost, metrics } }: { message: Message }) {
  const name = providerId === 'builtin' ? 'Built-in reader' : (answeredBy ?? model ?? '')
  const time = metrics?.durationMs === undefined ? undefined : `${(metrics.durationMs / 1_000).toFixed(1)} s`
  const more = [
    usage?.outputTokens === undefined ? undefined : tokens(usage.outputTokens),
    cost && dollars(cost.usd),
  ].filter((fact) => fact !== undefined)
  return (
    <span className={styles.author} title={[name, time, ...more].filter(Boolean).join(' · ')}>
      <span className={styles.who}>
        <span className={styles.model}>{name}</span>
        {time !== undefined && <span className={styles.fact}>{name === '' ? time : ` · ${time}`}</span>}
      </span>
      {more.map((fact) => (
        <span key={fact} className={styles.fact}>
          {` · ${fact}`}
        </span>
      ))}
    </span>
  )
}

function tokens(count: number): string {
  return count === 1 ? '1 token' : `${count.toLocaleString()} tokens`
}
