import { useLiveQuery } from 'dexie-react-hooks'
import type { Message } from '../../lib/chat/message'
import type { Usage } from '../../lib/chat/usage'
import type { Receipt } from '../../lib/chat/receipt'
import { getReceipt } from '../../lib/db/receipts'
import { AttachmentChips } from '../context/AttachmentChips'
import { Dialog } from '../ui/Dialog'
import { Facts } from '../ui/Facts'
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
  return (
    <div className={styles.receipt}>
      <AttachmentChips attachmentIds={receipt.attachmentIds} />
      {receipt.requests.map((request, index) => (
        <section key={request.sentAt + index} className={styles.request}>
          <Facts
            facts={[
              ['To', `${new URL(request.url).host}${new URL(request.url).pathname}`],
              ['Provider', receipt.providerName],
              ['Model', receipt.model],
              ['When', new Date(request.sentAt).toLocaleString()],
              ['Size', `${request.bytes.toLocaleString()} bytes`],
            ]}
          />
          <h3 className={styles.heading}>The exact body</h3>
          <pre className={styles.body} tabIndex={0} data-testid="receipt-body">
            {pretty(request.body)}
          </pre>
        </section>
      ))}
      <Facts facts={usageFacts(message.usage)} />
    </div>
  )
}

/** What the provider reported; what it did not report is not shown. */
function usageFacts({ inputTokens, outputTokens, costUsd }: Usage = {}): [name: string, value: string][] {
  const facts: [string, string | undefined][] = [
    ['Tokens in', inputTokens?.toLocaleString()],
    ['Tokens out', outputTokens?.toLocaleString()],
    ['Cost', costUsd === undefined ? undefined : `$${costUsd.toPrecision(2)}`],
  ]
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
}

/** Indented for reading; a body that is not JSON stands as it is. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
