import { useId, useState } from 'react'
import { FootnoteScope } from './FootnoteReference'
import { SegmentView } from './SegmentView'
import { Segmenter } from './segmenter'
import { VisibleText } from './visible-text'
import styles from './markdown.module.css'

/** The last segments of an answer are always laid out: a scroller that sticks to the end needs their true height. */
const alwaysLaidOut = 40

type MarkdownProps = {
  /** The whole text so far. */
  text: string
  /** More will come: what is unfinished is shown as it will end, or not yet. */
  streaming: boolean
}

/**
 * Model text as React elements. The text is not trusted: no HTML, no image that loads, no link but http, https and
 * mail. While it grows only its last block is parsed and drawn again.
 */
export function Markdown({ text, streaming }: MarkdownProps) {
  const scope = useId()
  const [visibleText] = useState(() => new VisibleText())
  const [segmenter] = useState(() => new Segmenter())
  const source = visibleText.update(text)
  // The end of the text ends its last line.
  const { finished, tail } = segmenter.update(streaming ? source : `${source}\n`)
  const segments = tail ? [...finished, tail] : finished
  return (
    <FootnoteScope value={scope}>
      <div className={styles.markdown}>
        {segments.map((segment, index) => (
          <div
            key={segment.key}
            className={index < finished.length - alwaysLaidOut ? `${styles.segment} ${styles.distant}` : styles.segment}
          >
            <SegmentView segment={segment} open={streaming && segment === tail} />
          </div>
        ))}
      </div>
    </FootnoteScope>
  )
}
