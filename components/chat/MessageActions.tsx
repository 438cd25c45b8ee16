import { Check, Copy, Ellipsis, Gauge, ReceiptText, RotateCcw, Text } from 'lucide-react'
import { useState } from 'react'
import type { Message } from '../../lib/chat/message'
import { useAttempt } from '../hooks/use-attempt'
import { useCopied } from '../hooks/use-copied'
import { IconButton } from '../ui/Button'
import { plainText } from '../markdown/plain-text'
import { Menu } from '../ui/Menu'
import { dollars } from './cost-words'
import { DetailsDialog } from './DetailsDialog'
import { ReceiptDialog } from './ReceiptDialog'
import styles from './Message.module.css'

type MessageActionsProps = { message: Message; text: string; onRetry: () => void }

export function MessageActions({ message, text, onRetry }: MessageActionsProps) {
  const [open, setOpen] = useState<'receipt' | 'details' | null>(null)
  const [copied, copy] = useCopied()
  const attempt = useAttempt()
  const close = () => setOpen(null)
  return (
    <>
      <div className={styles.actions}>
        {text !== '' && (
          <IconButton
            label={copied ? 'Copied' : 'Copy'}
            data-testid="message-copy"
            onClick={() => attempt(() => copy(text))}
          >
            {copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
          </IconButton>
        )}
        <IconButton label="Answer again" data-testid="message-retry" onClick={onRetry}>
          <RotateCcw size={15} aria-hidden />
        </IconButton>
        <IconButton label="What was sent" data-testid="message-receipt" onClick={() => setOpen('receipt')}>
          <ReceiptText size={15} aria-hidden />
        </IconButton>
        <Menu
          label="More"
          testId="message-more"
          icon={<Ellipsis size={15} aria-hidden />}
          items={[
            ...(text === ''
              ? []
              : [
                  {
                    id: 'copy-plain',
                    label: 'Copy as plain text',
                    icon: <Text size={16} aria-hidden />,
                    onSelect: () => attempt(() => copy(plainText(text))),
                  },
                ]),
            {
              id: 'details',
              label: 'Details',
              icon: <Gauge size={16} aria-hidden />,
              onSelect: () => setOpen('details'),
            },
          ]}
        />
        <span className={styles.author} title={message.answeredBy ?? message.model}>
          {author(message)}
        </span>
      </div>
      {open === 'receipt' && <ReceiptDialog message={message} onClose={close} />}
      {open === 'details' && <DetailsDialog message={message} onReceipt={() => setOpen('receipt')} onClose={close} />}
    </>
  )
}

function author({ answeredBy, model, providerId, usage, cost, metrics }: Message): string {
  const name = providerId === 'builtin' ? 'Built-in reader' : (answeredBy ?? model ?? '')
  const facts = [name]
  if (usage?.outputTokens !== undefined) facts.push(tokens(usage.outputTokens))
  if (cost) facts.push(dollars(cost.usd))
  if (metrics?.durationMs !== undefined) facts.push(`${(metrics.durationMs / 1_000).toFixed(1)} s`)
  return facts.filter(Boolean).join(' · ')
}

function tokens(count: number): string {
  return count === 1 ? '1 token' : `${count.toLocaleString()} tokens`
}
