import { memo, useContext, useId, useState, type ReactNode } from 'react'
import { copyFormulas } from './copy-formulas'
import { FootnoteScope } from './FootnoteReference'
import { LinkGateContext } from './link-gate'
import { LinkScope } from './LinkScope'
import { groupSize, SegmentGroup } from './SegmentGroup'
import { Segmenter } from './segmenter'
import { VisibleText } from './visible-text'
import styles from './markdown.module.css'

/** The last segments of an answer are always laid out: a scroller that sticks to the end needs their true height. */
const alwaysLaidOut = 40
/** Fewer where an answer comes faster than it is drawn: most of it is never seen, and this is more than a screen. */
const laidOutInFlood = 12

type MarkdownProps = {
  /** The whole text so far. */
  text: string
  /** More will come: what is unfinished is shown as it will end, or not yet. */
  streaming: boolean
  /** More has come than is drawn yet. */
  isBehind?: boolean
}

/**
 * Model text as React elements. The text is not trusted: no HTML, no image that loads, no link but http, https and
 * mail. While it grows only its last block is parsed and drawn again.
 */
export const Markdown = memo(function Markdown({ text, streaming, isBehind = false }: MarkdownProps) {
  const grows = streaming || isBehind
  const scope = useId()
  const [visibleText] = useState(() => new VisibleText())
  const [segmenter] = useState(() => new Segmenter())
  const source = visibleText.update(text)
  // The end of the text ends its last line.
  const { finished, tail } = segmenter.update(grows || source.endsWith('\n') ? source : `${source}\n`)
  const segments = tail ? [...finished, tail] : finished
  // What needs no laying out any more does not begin to need it.
  const [settled] = useState({ distant: 0 })
  settled.distant = Math.max(settled.distant, finished.length - (isBehind ? laidOutInFlood : alwaysLaidOut))
  return (
    <Gated>
      <FootnoteScope value={scope}>
        <div className={styles.markdown} onCopy={copyFormulas}>
          {Array.from({ length: Math.ceil(segments.length / groupSize) }, (_, group) => {
            const start = group * groupSize
            const own = segments.slice(start, start + groupSize)
            const within = (place: number) => Math.min(Math.max(place - start, 0), own.length)
            return (
              <SegmentGroup
                key={group}
                segments={own}
                settled={within(finished.length)}
                distant={within(settled.distant)}
                grows={grows}
              />
            )
          })}
        </div>
      </FootnoteScope>
    </Gated>
  )
})

/** Where nobody said what the reader has seen, every link is asked about. */
function Gated({ children }: { children: ReactNode }) {
  return useContext(LinkGateContext) ? children : <LinkScope thread={[]}>{children}</LinkScope>
}
