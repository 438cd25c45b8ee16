import { CornerLeftUp } from 'lucide-react'
import { leaveFootnote, useFootnoteId } from './FootnoteReference'
import { Nodes } from './Nodes'
import type { Footnote } from './parse'
import styles from './markdown.module.css'

export function Footnotes({ footnotes }: { footnotes: readonly Footnote[] }) {
  const idOf = useFootnoteId()
  if (footnotes.length === 0) return null
  return (
    <div className={styles.footnotes}>
      {footnotes.map(({ label, nodes }) => (
        <div key={label} dir="auto" id={idOf(label)} role="note" tabIndex={-1} className={styles.footnote}>
          <sup>{label}</sup>
          <div>
            <Nodes nodes={nodes} isTop={false} />
          </div>
          <button
            type="button"
            className={styles.footnoteBack}
            aria-label={`Back from footnote ${label}`}
            title="Back to the text"
            onClick={({ currentTarget }) => leaveFootnote(currentTarget.parentElement ?? currentTarget, label)}
          >
            <CornerLeftUp size={12} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  )
}
