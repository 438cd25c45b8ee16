import { useLiveQuery } from 'dexie-react-hooks'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { countStored } from '../../lib/db/runs'
import { counted } from '../chat/measure-words'
import { Button } from '../ui/Button'
import styles from './DataSection.module.css'
import { DeleteDialog } from './DeleteDialog'

/** The way to have none of it. */
export function DeletePart() {
  const stored = useLiveQuery(countStored)
  const [asking, setAsking] = useState(false)
  const counts = stored && countsOf(stored)
  return (
    <section aria-labelledby="delete" className={styles.part} data-testid="delete-part">
      <h2 id="delete" className={styles.title}>
        Delete
      </h2>
      <div className={`${styles.panel} ${styles.row}`}>
        <p className={styles.small} data-testid="stored-counts">
          {counts && `${counts} in this browser.`}
        </p>
        <div className={styles.actions}>
          <Button
            look="danger"
            icon={<Trash2 size={15} aria-hidden />}
            data-testid="delete-all"
            disabled={!counts}
            onClick={() => setAsking(true)}
          >
            Delete all…
          </Button>
        </div>
      </div>
      {asking && counts && <DeleteDialog counts={counts} onClose={() => setAsking(false)} />}
    </section>
  )
}

function countsOf({ conversations, messages, attachments }: Awaited<ReturnType<typeof countStored>>): string {
  return `${counted(conversations, 'conversation')} with ${counted(messages, 'message')} and ${counted(attachments, 'attachment')}`
}
