import { useLiveQuery } from 'dexie-react-hooks'
import type { Message } from '../../lib/chat/message'
import type { Receipt } from '../../lib/chat/receipt'
import { getReceipt } from '../../lib/db/receipts'
import { AttachmentChips } from '../context/AttachmentChips'
import { costSources, dollars } from './cost-words'
import { Dialog } from '../ui/Dialog'
import { Facts } from '../ui/Facts'
import { RecordingPart } from './RecordingPart'
import styles from './ReceiptDialog.module.css'

/** What was sent for an answer, as it was sent. */
export function ReceiptDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const found = useLiveQuery(async () => ({ receipt: await getReceipt(message.id) }), [message.id])
  return (
    <Dialog title="What was sent" onClose={onClose} testId="receipt">
      {found &&
        (found.receipt ? <Sent receipt={found.receipt} message={message} /> : <NothingSent message={message} />)}
      {found && <RecordingPart message={message} problem={found.receipt?.recordingProblem} onClose={onClose} />}
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
              ['Provider', request.providerName ?? receipt.providerName],
              ['Model', request.model ?? receipt.model],
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
      {receipt.notes && (
        <section className={styles.request} data-testid="receipt-notes">
          <h3 className={styles.heading}>Changed on the way</h3>
          <ul className={styles.notes}>
            {receipt.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
      <Facts facts={usageFacts(message)} />
    </div>
  )
}

/** What the provider reported; what it did not report is not shown. */
function usageFacts({ usage: { inputTokens, outputTokens } = {}, cost }: Message): [name: string, value: string][] {
  const facts: [string, string | undefined][] = [
    ['Tokens in', inputTokens?.toLocaleString()],
    ['Tokens out', outputTokens?.toLocaleString()],
    ['Cost', cost && `${dollars(cost.usd)}, ${costSources[cost.source]}`],
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
