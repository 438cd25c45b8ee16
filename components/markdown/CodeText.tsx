import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { CodePainter } from './code-painter'
import { groupSize, LineGroups } from './line-groups'
import { useCodeColours } from './use-code-colours'
import styles from './code.module.css'

/** Groups of lines that a folded block shows. */
const shownGroups = 2
/** Lines in them. */
export const shownLines = shownGroups * groupSize

type CodeTextProps = {
  language: string
  code: string
  open: boolean
  folded: boolean
  /** The reader's search came upon what is folded. */
  onFound: () => void
}

/** The code itself, in groups of lines, with colours laid over it. */
export function CodeText({ language, code, open, folded, onFound }: CodeTextProps) {
  const [lineGroups] = useState(() => new LineGroups())
  const groups = lineGroups.update(code)
  const painter = useCodeColours(language, code, open)
  const rest = useRef<HTMLSpanElement>(null)
  const hasRest = groups.length > shownGroups

  useLayoutEffect(() => {
    const element = rest.current
    if (!element) return undefined
    // React knows `hidden` only as true or false; this value leaves the text to the browser's own search.
    if (folded) element.setAttribute('hidden', 'until-found')
    else element.removeAttribute('hidden')
    element.addEventListener('beforematch', onFound)
    return () => element.removeEventListener('beforematch', onFound)
  }, [folded, hasRest, onFound])

  let from = 0
  const drawn = groups.map((lines, index) => {
    const start = from
    from += lines.length
    return <Lines key={index} lines={lines} from={start} painter={painter} />
  })
  return (
    <>
      {drawn.slice(0, shownGroups)}
      {hasRest && (
        <span ref={rest} className={styles.rest}>
          {drawn.slice(shownGroups)}
        </span>
      )}
    </>
  )
}

type LinesProps = { lines: string; from: number; painter: CodePainter | null }

const Lines = memo(function Lines({ lines, from, painter }: LinesProps) {
  const element = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const span = element.current
    if (!painter || !span) return undefined
    painter.add(span, from)
    return () => painter.remove(span)
  }, [painter, from])
  return (
    <span ref={element} className={styles.lines}>
      {lines}
    </span>
  )
})
