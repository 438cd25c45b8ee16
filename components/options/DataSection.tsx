import styles from './DataSection.module.css'
import { ExportPart } from './ExportPart'
import { ImportPart } from './ImportPart'

/** What goes out as a file, and what comes in. */
export function DataSection() {
  return (
    <div className={styles.data}>
      <p className={styles.lead}>
        Your conversations are kept in this browser only. A backup on a disk of yours is the way to have them elsewhere.
      </p>
      <ExportPart />
      <ImportPart />
    </div>
  )
}
