import { X } from 'lucide-react'
import { useStore } from 'zustand'
import { useChatSession } from '../../hooks/use-chat'
import { Button, IconButton } from '../../ui/Button'
import styles from './Sources.module.css'

/** Says that a long text that was pasted became a chip, and gives it back into the question. */
export function PastedNote() {
  const { sources } = useChatSession()
  const { pasted } = useStore(sources.store)
  if (!pasted) return null
  return (
    <div className={styles.note} role="status" data-testid="pasted-note">
      <p className={styles.what}>Attached as a file.</p>
      <Button look="quiet" onClick={() => sources.insertPasted()}>
        Insert as text
      </Button>
      <IconButton label="Dismiss" className={styles.small ?? ''} onClick={() => sources.keepPasted()}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  )
}
