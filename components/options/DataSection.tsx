import styles from './DataSection.module.css'
import { DeletePart } from './DeletePart'
import { ErasedNotice } from './ErasedNotice'
import { ExportPart } from './ExportPart'
import { ImportPart } from './ImportPart'
import { TitleSetting } from './TitleSetting'

/** Conversations: what goes out as a file, what comes in, and what they are called. */
export function DataSection() {
  return (
    <div className={styles.data}>
      <ErasedNotice />
      <p className={styles.lead}>
        Your conversations are kept in this browser only. A backup on a disk of yours is the way to have them elsewhere.
      </p>
      <ExportPart />
      <ImportPart />
      <section aria-labelledby="names" className={styles.part}>
        <h2 id="names" className={styles.title}>
          Names
        </h2>
        <div className={styles.panel}>
          <div className={styles.row}>
            <TitleSetting />
          </div>
        </div>
      </section>
      <DeletePart />
    </div>
  )
}
