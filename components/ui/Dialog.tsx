import { X } from 'lucide-react'
import { createContext, useContext, useEffect, useLayoutEffect, useRef, type ReactNode } from 'react'
import { SpokenRegions } from '../announce/SpokenRegions'
import { IconButton } from './Button'
import styles from './Dialog.module.css'

/** What each dialog shows above its own content: whoever looks at it sees nothing of the page under it. */
export const DialogNews = createContext<ReactNode>(null)

type DialogProps = {
  title: string
  onClose: () => void
  children: ReactNode
  testId?: string
  /** At the top of the window, not in its middle: for what changes its height while it is open. */
  place?: 'top'
}

/** A modal dialog. The browser's own element keeps the focus inside and gives it back; Escape and a click beside close. */
export function Dialog({ title, onClose, children, testId, place }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const news = useContext(DialogNews)
  useEffect(() => {
    element.current?.showModal()
  }, [])
  // Where it is taken away without having been closed, the browser would not give the focus back.
  useLayoutEffect(() => {
    const dialog = element.current
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={element}
      className={styles.dialog}
      aria-label={title}
      data-testid={testId}
      data-place={place}
      // React hands it on to the dialogs around it, which stay.
      onClose={(event) => event.target === event.currentTarget && onClose()}
      // React has no name for it yet: light dismiss, natively.
      {...{ closedby: 'any' }}
    >
      <div className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        <IconButton label="Close" onClick={() => element.current?.close()}>
          <X size={18} aria-hidden />
        </IconButton>
      </div>
      {news && <div className={styles.news}>{news}</div>}
      <div className={styles.body}>{children}</div>
      <SpokenRegions testId="dialog-announcer" />
    </dialog>
  )
}
