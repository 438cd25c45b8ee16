import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { loadMath, loadedMath } from './load-math'
import { readFormula } from './math-source'
import styles from './math.module.css'

/** A formula. Until it can be drawn, and where it cannot, it is shown as it was written. */
export const Formula = memo(function Formula({ code }: { code: string }) {
  const { source, tex, display } = readFormula(code) ?? { source: code, tex: code, display: false }
  const [draw, setDraw] = useState(() => loadedMath())
  const [problem, setProblem] = useState<string>()
  const drawing = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    if (draw || typeof window === 'undefined') return undefined
    let current = true
    loadMath().then(
      (loaded) => {
        if (current) setDraw(() => loaded)
      },
      // What cannot be loaded leaves the formula as it was written.
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [draw])

  // Before the browser paints: a formula that is known how to draw is never seen as its source.
  useLayoutEffect(() => {
    if (draw && drawing.current) setProblem(draw(drawing.current, tex, display))
  }, [draw, tex, display])

  const isDrawn = draw !== undefined && problem === undefined
  return (
    <span
      className={display ? styles.display : styles.formula}
      dir="ltr"
      data-testid="formula"
      data-source={source}
      {...(display && { role: 'group', tabIndex: 0, 'aria-label': 'Formula' })}
      {...(problem !== undefined && { title: `This formula cannot be drawn. ${problem}` })}
    >
      {/* Whoever looks for something in the page finds what was written. */}
      <span className={isDrawn ? styles.copied : styles.source} aria-hidden={isDrawn}>
        {source}
      </span>
      <span ref={drawing} className={styles.drawing} />
    </span>
  )
})
