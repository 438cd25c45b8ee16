import { memo, useMemo } from 'react'
import { CodeBlock } from './CodeBlock'
import { Footnotes } from './Footnotes'
import { Nodes } from './Nodes'
import { parseMarkdown } from './parse'
import { SegmentBoundary } from './SegmentBoundary'
import type { Segment, TextSegment } from './segmenter'

type SegmentViewProps = {
  segment: Segment
  /** More of this segment will come. */
  open: boolean
}

/** One segment. It is drawn again only if it is another object. */
export const SegmentView = memo(function SegmentView({ segment, open }: SegmentViewProps) {
  return (
    <SegmentBoundary segment={segment}>
      {segment.kind === 'code' ? (
        <CodeBlock info={segment.info} code={segment.code} />
      ) : (
        <TextView segment={segment} open={open} />
      )}
    </SegmentBoundary>
  )
})

function TextView({ segment, open }: { segment: TextSegment; open: boolean }) {
  const { text, definitions } = segment
  const { nodes, footnotes } = useMemo(() => parseMarkdown(text, definitions, open), [text, definitions, open])
  return (
    <>
      <Nodes nodes={nodes} open={open} />
      <Footnotes footnotes={footnotes} />
    </>
  )
}
