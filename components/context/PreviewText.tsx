import { memo, useEffect, useMemo, useRef } from 'react'
import { chunksOf, piecesOf, type TextChunk, type TextMark } from './text-chunks'
import styles from './PreviewText.module.css'

type PreviewTextProps = {
  text: string
  /** In order and apart. */
  marks: readonly TextMark[]
  /** The one that is scrolled to. */
  current?: TextMark | undefined
}

const none: readonly TextMark[] = []

/** A text of any length, letter by letter as it is. Only what can be seen of it is laid out. */
export function PreviewText({ text, marks, current }: PreviewTextProps) {
  const box = useRef<HTMLPreElement>(null)
  const chunks = useMemo(() => chunksOf(text), [text])
  const marked = useMemo(() => byChunk(chunks, marks), [chunks, marks])

  useEffect(() => {
    if (!current) return undefined
    const show = () => box.current?.querySelector('[data-current]')?.scrollIntoView({ block: 'center' })
    show()
    // What lies before it is as high as it is only once it has been laid out.
    const frame = requestAnimationFrame(show)
    return () => cancelAnimationFrame(frame)
  }, [current])

  return (
    <pre ref={box} className={styles.text} dir="auto" data-testid="preview-text">
      {chunks.map((chunk, index) => (
        <Chunk
          key={chunk.from}
          chunk={chunk}
          marks={marked.get(index) ?? none}
          current={current && (marked.get(index) ?? none).includes(current) ? current : undefined}
        />
      ))}
    </pre>
  )
}

type ChunkProps = { chunk: TextChunk; marks: readonly TextMark[]; current: TextMark | undefined }

const Chunk = memo(function Chunk({ chunk, marks, current }: ChunkProps) {
  const lines = chunk.text.length / 60 + chunk.text.split('\n').length
  return (
    <span className={styles.chunk} style={{ containIntrinsicBlockSize: `auto ${Math.round(lines * 20)}px` }}>
      {piecesOf(chunk, marks).map((piece, index) =>
        piece.mark ? (
          <mark
            // oxlint-disable-next-line react/no-array-index-key -- pieces have nothing but their place
            key={index}
            className={piece.mark === current ? styles.current : styles.mark}
            data-current={piece.mark === current && piece.first ? '' : undefined}
          >
            {piece.text}
          </mark>
        ) : (
          piece.text
        ),
      )}
    </span>
  )
})

function byChunk(chunks: readonly TextChunk[], marks: readonly TextMark[]): Map<number, TextMark[]> {
  const found = new Map<number, TextMark[]>()
  let index = 0
  for (const mark of marks) {
    while (endOf(chunks[index]) <= mark.from) index += 1
    for (let at = index; at < chunks.length && (chunks[at]?.from ?? 0) < mark.to; at += 1) {
      found.set(at, [...(found.get(at) ?? []), mark])
    }
  }
  return found
}

function endOf(chunk: TextChunk | undefined): number {
  return chunk ? chunk.from + chunk.text.length : Infinity
}
