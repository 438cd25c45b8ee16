import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '../ui/Button'
import styles from './UndoToast.module.css'

const shownMs = 8_000

type UndoToastProps = { children: string; onUndo: () => void; onGone: () => void }

/** Offers a way back for eight seconds, and waits while the pointer or the focus is on its button. */
export function UndoToast({ children, onUndo, onGone }: UndoToastProps) {
  const [held, setHeld] = useState(false)
  const toast = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const before = document.activeElement
    const shown = toast.current
    // Who goes by keys would not come to the end of the page in time.
    if (before?.matches(':focus-visible')) shown?.querySelector('button')?.focus()
    return () => {
      if (before instanceof HTMLElement && shown?.contains(document.activeElement)) before.focus()
    }
  }, [])
  useEffect(() => {
    if (held) return
    const timer = setTimeout(onGone, shownMs)
    return () => clearTimeout(timer)
  }, [held, onGone])
  const hold = () => setHeld(true)
  const release = () => setHeld(false)
  return (
    <div ref={toast} className={styles.toast} role="status" data-testid="undo-toast">
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
