import { Component, type ReactNode } from 'react'
import type { Segment } from './segmenter'
import styles from './markdown.module.css'

type SegmentBoundaryProps = { segment: Segment; children: ReactNode }
type SegmentBoundaryState = { segment: Segment; failed: boolean }

/** Shows a segment that cannot be drawn as it was written, and leaves the rest of the answer alone. */
export class SegmentBoundary extends Component<SegmentBoundaryProps, SegmentBoundaryState> {
  override state: SegmentBoundaryState = { segment: this.props.segment, failed: false }

  static getDerivedStateFromError(): Partial<SegmentBoundaryState> {
    return { failed: true }
  }

  /** More text may mend what could not be drawn. */
  static getDerivedStateFromProps(
    props: SegmentBoundaryProps,
    state: SegmentBoundaryState,
  ): Partial<SegmentBoundaryState> | null {
    return props.segment === state.segment ? null : { segment: props.segment, failed: false }
  }

  override render(): ReactNode {
    const { segment, children } = this.props
    if (!this.state.failed) return children
    return (
      <p className={styles.raw} dir="auto">
        {segment.kind === 'code' ? segment.code : segment.text}
      </p>
    )
  }
}
