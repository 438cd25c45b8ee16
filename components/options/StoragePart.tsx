import { counted, inBytes } from '../chat/measure-words'
import { sizeWords, type StorageFacts } from './diagnostics-report'
import styles from './DiagnosticsSection.module.css'
import { FactList } from './FactList'

/** What Gloss keeps on this computer, and the room it takes. */
export function StoragePart({ storage }: { storage: StorageFacts }) {
  const { conversations, messages, recordings, database, local, quota } = storage
  return (
    <section aria-labelledby="storage" className={styles.part} data-testid="storage-facts">
      <h2 id="storage" className={styles.title}>
        Storage
      </h2>
      <FactList
        facts={[
          ['Conversations', `${conversations.toLocaleString('en')}, with ${counted(messages, 'message')}`],
          ['Database', quota === undefined ? sizeWords(database) : `${sizeWords(database)} of ${inBytes(quota)}`],
          ['Local storage', sizeWords(local)],
          ['Recordings', recordings.count === 0 ? 'None' : `${recordings.count}, ${inBytes(recordings.bytes)}`],
        ]}
      />
    </section>
  )
}
