import { createContext, useContext, type MouseEvent } from 'react'
import styles from './markdown.module.css'

/** Keeps the footnotes of one answer apart from those of another on the same page. */
export const FootnoteScope = createContext('')

/** The id of the element that holds a footnote. */
export function useFootnoteId(): (label: string) => string {
  const scope = useContext(FootnoteScope)
  return (label) => `note-${scope}-${label.toLowerCase()}`
}

/** The reference that led to a footnote, by the footnote's element. */
const cameFrom = new WeakMap<Element, HTMLElement>()

/** Goes back from a footnote to where it was looked up, or to the first place that names it. */
export function leaveFootnote(note: Element, label: string): void {
  const last = cameFrom.get(note)
  const references = note.closest(`.${styles.markdown}`)?.querySelectorAll<HTMLElement>(`.${styles.footnoteReference}`)
  const first = [...(references ?? [])].find((one) => one.textContent.toLowerCase() === label.toLowerCase())
  const reference = last?.isConnected ? last : first
  reference?.scrollIntoView({ block: 'nearest' })
  reference?.focus({ preventScroll: true })
}

export function FootnoteReference({ label }: { label: string }) {
  const id = useFootnoteId()(label)
  const onClick = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    const note = document.getElementById(id)
    if (note) cameFrom.set(note, currentTarget)
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
