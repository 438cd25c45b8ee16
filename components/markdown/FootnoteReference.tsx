import { createContext, useContext } from 'react'
import styles from './markdown.module.css'

/** Keeps the footnotes of one answer apart from those of another on the same page. */
export const FootnoteScope = createContext('')

/** The id of the element that holds a footnote. */
export function useFootnoteId(): (label: string) => string {
  const scope = useContext(FootnoteScope)
  return (label) => `note-${scope}-${label.toLowerCase()}`
}

export function FootnoteReference({ label }: { label: string }) {
  const id = useFootnoteId()(label)
  const onClick = () => {
    const note = document.getElementById(id)
    note?.scrollIntoView({ block: 'nearest' })
    note?.focus({ preventScroll: true })
  }
  return (
    <sup>
      <button type="button" className={styles.footnoteReference} aria-label={`Footnote ${label}`} onClick={onClick}>
        {label}
      </button>
    </sup>
  )
}
