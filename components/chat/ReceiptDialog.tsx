import { useLiveQuery } from 'dexie-react-hooks'
import type { Message } from '../../lib/chat/message'
import type { Receipt } from '../../lib/chat/receipt'
import { getReceipt } from '../../lib/db/receipts'
import { AttachmentChips } from '../context/AttachmentChips'
import { Dialog } from '../ui/Dialog'
import styles from './ReceiptDialog.module.css'

/** What was sent for an answer, as it was sent. */
export function ReceiptDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const found = useLiveQuery(async () => ({ receipt: await getReceipt(message.id) }), [message.id])
  return (
    <Dialog title="What was sent" onClose={onClose} testId="receipt">
      {found &&
        (found.receipt ? <Sent receipt={found.receipt} message={message} /> : <NothingSent message={message} />)}
    </Dialog>
  )
}

function NothingSent({ message }: { message: Message }) {
  return (
    <p>
      {message.providerId === 'builtin'
        ? 'Nothing left your computer: the built-in reader works inside the browser, without a network.'
        : 'Nothing was sent: this answer ended before a request left the browser.'}
    </p>
  )
}

function Sent({ receipt, message }: { receipt: Receipt; message: Message }) {
  const { usage } = message
  return (
    <div className={styles.receipt}>
      <AttachmentChips attachmentIds={receipt.attachmentIds} />
      {receipt.requests.map((request, index) => (
        <section key={request.sentAt + index} className={styles.request}>
          <dl className={styles.facts}>
            <Fact name="To" value={`${new URL(request.url).host}${new URL(request.url).pathname}`} />
            <Fact name="Provider" value={receipt.providerName} />
            <Fact name="Model" value={receipt.model} />
            <Fact name="When" value={new Date(request.sentAt).toLocaleString()} />
            <Fact name="Size" value={`${request.bytes.toLocaleString()} bytes`} />
          </dl>
          <h3 className={styles.heading}>The exact body</h3>
          <pre className={styles.body} tabIndex={0} data-testid="receipt-body">
            {pretty(request.body)}
          </pre>
        </section>
      ))}
      {usage && (
        <dl className={styles.facts}>
          {usage.inputTokens !== undefined && <Fact name="Tokens in" value={usage.inputTokens.toLocaleString()} />}
          {usage.outputTokens !== undefined && <Fact name="Tokens out" value={usage.outputTokens.toLocaleString()} />}
          {usage.costUsd !== undefined && <Fact name="Cost" value={`$${usage.costUsd.toPrecision(2)}`} />}
        </dl>
      )}
    </div>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** Indented for reading; a body that is not JSON stands as it is. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
