import { memo, useEffect, useMemo } from 'react'
import { CodeBlock } from './CodeBlock'
import { Footnotes } from './Footnotes'
import { loadMath } from './load-math'
import { Nodes } from './Nodes'
import { parseMarkdown } from './parse'
import { SegmentBoundary } from './SegmentBoundary'
import type { Segment, TextSegment } from './segmenter'

/** Numbers only: `[^abc]` may also be part of a pattern. */
const noteLabel = /\[\^\d{1,3}\]/g

/** Whether a segment names notes. */
export function namesNotes(segment: Segment): boolean {
  return segment.kind === 'text' && segment.text.includes('[^')
}

type SegmentViewProps = {
  segment: Segment
  /** More of this segment will come. */
  open: boolean
  /** More of the answer will come, and with it perhaps the notes that this segment names. */
  expectsNotes: boolean
}

/** One segment. It is drawn again only if it is another object. */
export const SegmentView = memo(function SegmentView({ segment, open, expectsNotes }: SegmentViewProps) {
  return (
    <SegmentBoundary segment={segment}>
      {segment.kind === 'code' ? (
        <CodeBlock info={segment.info} code={segment.code} open={open} />
      ) : (
        <TextView segment={segment} open={open} expectsNotes={expectsNotes} />
      )}
    </SegmentBoundary>
  )
})

type TextViewProps = Omit<SegmentViewProps, 'segment'> & { segment: TextSegment }

function TextView({ segment, open, expectsNotes }: TextViewProps) {
  const { text } = segment
  const definitions = expectsNotes ? withExpectedNotes(segment) : segment.definitions
  const { nodes, footnotes } = useMemo(() => parseMarkdown(text, definitions, open), [text, definitions, open])
  // What draws formulas is there when the first one is complete.
  const expectsMath = open && /\$\$|\\[([]/.test(text)
  useEffect(() => {
    // The formula itself tries again, and stays as it was written where that fails.
    if (expectsMath) loadMath().catch(() => undefined)
  }, [expectsMath])
  return (
    <>
      <Nodes nodes={nodes} open={open} />
      <Footnotes footnotes={footnotes} />
    </>
  )
}

/** A note is defined at the end of an answer: until it is there, its number is drawn as it will be. */
function withExpectedNotes({ text, definitions }: TextSegment): string {
  const labels = new Set([...text.matchAll(noteLabel)].map(([label]) => label))
  const missing = [...labels].filter((label) => !definitions.includes(`${label}:`) && !text.includes(`${label}:`))
  return [definitions, ...missing.map((label) => `${label}: …`)].filter(Boolean).join('\n')
}
