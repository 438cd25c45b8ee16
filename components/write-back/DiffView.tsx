import { useDeferredValue, useMemo } from 'react'
import { onlyChanges, wordDiff } from '../../lib/page/write-back/word-diff'
import styles from './WriteBack.module.css'

type DiffViewProps = { earlier: string; now: string; changesOnly: boolean }

/** Word by word, what is taken out and what comes in. */
export function DiffView({ earlier, now, changesOnly }: DiffViewProps) {
  const written = useDeferredValue(now)
  const pieces = useMemo(() => wordDiff(earlier, written), [earlier, written])
  const shown = useMemo(() => (changesOnly ? onlyChanges(pieces) : pieces), [pieces, changesOnly])
  if (pieces.every(({ kind }) => kind === 'same')) return <p className={styles.none}>Nothing changes.</p>
  return (
    <p className={styles.diff} data-testid="write-back-diff" tabIndex={0} role="group" aria-label="What changes">
      {shown.map(({ kind, text }, index) => {
        // oxlint-disable react/no-array-index-key -- pieces have nothing but their place
        if (kind === 'gone') return <del key={index}>{text}</del>
        if (kind === 'new') return <ins key={index}>{text}</ins>
        return <span key={index}>{text}</span>
      })}
    </p>
  )
}
