import { useEffect, useState } from 'react'
import { Button } from '../ui/Button'
import styles from './UndoToast.module.css'

const shownMs = 8_000

type UndoToastProps = { children: string; onUndo: () => void; onGone: () => void }

/** Offers a way back for eight seconds, and waits while the pointer or the focus is on its button. */
export function UndoToast({ children, onUndo, onGone }: UndoToastProps) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(onGone, shownMs)
    return () => clearTimeout(timer)
  }, [held, onGone])
  const hold = () => setHeld(true)
  const release = () => setHeld(false)
  return (
    <div className={styles.toast} role="status" data-testid="undo-toast">
      <span className={styles.text}>{children}</span>
      <Button
        look="quiet"
        className={styles.undo ?? ''}
        onClick={onUndo}
        onMouseEnter={hold}
        onMouseLeave={release}
        onFocus={hold}
        onBlur={release}
      >
        Undo
      </Button>
    </div>
  )
}
