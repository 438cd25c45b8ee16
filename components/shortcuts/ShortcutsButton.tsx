import { useState } from 'react'
import { Button } from '../ui/Button'
import { ShortcutsDialog } from './ShortcutsDialog'
import styles from './ShortcutsDialog.module.css'

/** Opens the list of keys. Seen only by those who go by keys: it appears when it has the focus. */
export function ShortcutsButton() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button className={styles.unseen ?? ''} data-testid="open-shortcuts" onClick={() => setOpen(true)}>
        Keyboard shortcuts
      </Button>
      {open && <ShortcutsDialog onClose={() => setOpen(false)} />}
    </>
  )
}
