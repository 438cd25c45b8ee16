import { useState } from 'react'
import type { TextRange } from '../../lib/chat/attachment'
import { Button } from '../ui/Button'
import { tokenWords } from './attachment-words'
import { isKept, toggled, type TrimPart } from './trim-parts'
import styles from './TrimParts.module.css'

type TrimPartsProps = {
  parts: readonly TrimPart[]
  cuts: readonly TextRange[]
  /** Characters of the whole text. */
  length: number
  open: boolean
  /** Present where the choice is still the reader's. */
  onChange?: (cuts: readonly TextRange[]) => void
  /** Scrolls to a part. */
  onShow: (part: TrimPart) => void
}

/** The parts of a text with their sizes: a tick sends one, a click on its title shows it. */
export function TrimParts({ parts, cuts, length, open, onChange, onShow }: TrimPartsProps) {
  // A book has thousands of rows: they are made when somebody wants to see them.
  const [shown, setShown] = useState(open)
  const kept = parts.filter((part) => isKept(part, cuts)).length
  const highest = Math.min(...parts.filter(({ level }) => level > 0).map(({ level }) => level))
  return (
    <details
      className={styles.parts}
      open={shown}
      data-testid="trim-parts"
      onToggle={(event) => setShown(event.currentTarget.open)}
    >
      <summary className={styles.summary}>
        {onChange ? 'Choose what is sent' : 'Sections'}
        <span className={styles.count}>
          {kept === parts.length ? parts.length : `${kept} of ${parts.length}`} {parts.length === 1 ? 'part' : 'parts'}
        </span>
      </summary>
      {onChange && (
        <div className={styles.all}>
          <Button look="quiet" disabled={cuts.length === 0} onClick={() => onChange([])}>
            All
          </Button>
          <Button look="quiet" disabled={kept === 0} onClick={() => onChange([{ from: 0, to: length }])}>
            None
          </Button>
        </div>
      )}
      <ul className={styles.list}>
        {(shown ? parts : []).map((part, index) => {
          const ticked = isKept(part, cuts)
          const depth = Math.max(0, part.level - highest)
          return (
            <li key={part.from} className={styles.part} style={{ paddingInlineStart: `${Math.min(depth, 4) * 14}px` }}>
              {onChange && (
                <input
                  type="checkbox"
                  className={styles.tick}
                  aria-label={`Send “${part.title}”`}
                  data-testid="trim-part"
                  checked={ticked}
                  onChange={() => onChange(toggled(parts, index, cuts, length))}
                />
              )}
              <button
                type="button"
                className={`${styles.title} ${ticked ? '' : styles.out}`}
                dir="auto"
                disabled={!ticked}
                title={ticked ? `Show “${part.title}”` : undefined}
                onClick={() => onShow(part)}
              >
                {part.title || 'Without words'}
              </button>
              <span className={styles.size}>{tokenWords(part.tokens).replace(/ tokens?$/, '')}</span>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
