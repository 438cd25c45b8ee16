import { memo } from 'react'
import { hasSameItems } from '../../lib/chat/same'
import { namesNotes, SegmentView } from './SegmentView'
import type { Segment } from './segmenter'
import styles from './markdown.module.css'

/** Segments in a group: what is looked through for every word that comes, so that an answer costs what it is long. */
export const groupSize = 24

type SegmentGroupProps = {
  segments: readonly Segment[]
  /** How many of them will not change any more; what stands behind them still grows. */
  settled: number
  /** How many of them need not be laid out while nobody sees them. */
  distant: number
  /** More of the answer will come. */
  grows: boolean
}

/** Some of an answer's segments, one behind the other. They are drawn again only if one of them is another object. */
export const SegmentGroup = memo(function SegmentGroup({ segments, settled, distant, grows }: SegmentGroupProps) {
  return segments.map((segment, index) => (
    <div key={segment.key} className={classNames(index < settled, index < distant)}>
      <SegmentView segment={segment} open={grows && index >= settled} expectsNotes={grows && namesNotes(segment)} />
    </div>
  ))
}, isSameGroup)

function isSameGroup(one: SegmentGroupProps, other: SegmentGroupProps): boolean {
  return (
    one.settled === other.settled &&
    one.distant === other.distant &&
    one.grows === other.grows &&
    hasSameItems(one.segments, other.segments)
  )
}

function classNames(settled: boolean, distant: boolean): string {
  const names = [styles.segment]
  if (settled) names.push(styles.settled)
  if (distant) names.push(styles.distant)
  return names.join(' ')
}
