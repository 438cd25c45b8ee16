import { Check, Copy, ReceiptText } from 'lucide-react'
import type { Message } from '../../lib/chat/message'
import { findPreset } from '../../lib/settings/presets'
import { useAttempt } from '../hooks/use-attempt'
import { useCopied } from '../hooks/use-copied'
import { providerName } from '../hooks/provider-name'
import { useSettings } from '../hooks/use-settings'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import styles from './DetailsDialog.module.css'
import { detailsAsText, detailsOf } from './details-words'
import { PhaseBar } from './PhaseBar'

type DetailsDialogProps = { message: Message; onReceipt: () => void; onClose: () => void }

/** How an answer came to be: whom it is from, how it ended, how long it took and what it cost. */
export function DetailsDialog({ message, onReceipt, onClose }: DetailsDialogProps) {
  const settings = useSettings()
  const [copied, copy] = useCopied()
  const attempt = useAttempt()
  const groups = detailsOf(message, {
    provider: providerName(settings, message.providerId),
    preset: message.presetId === undefined ? undefined : findPreset(settings, message.presetId)?.name,
  })
  return (
    <Dialog title="Details" onClose={onClose} testId="details">
      <div className={styles.details}>
        {message.metrics && <PhaseBar metrics={message.metrics} />}
        {groups.map(({ title, facts }) => (
          <table key={title} className={styles.table}>
            <caption className={styles.caption}>{title}</caption>
            <tbody>
              {facts.map(([name, value]) => (
                <tr key={`${name} ${value}`}>
                  <th scope="row" className={styles.name}>
                    {name}
                  </th>
                  <td className={styles.value}>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
        <div className={styles.actions}>
          <Button
            icon={copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
            data-testid="details-copy"
            onClick={() => attempt(() => copy(detailsAsText(groups)))}
          >
            {copied ? 'Copied' : 'Copy as text'}
          </Button>
          <Button icon={<ReceiptText size={15} aria-hidden />} data-testid="details-receipt" onClick={onReceipt}>
            What was sent
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
