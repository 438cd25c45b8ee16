import { useEffect, useLayoutEffect, useMemo, useState, type RefObject } from 'react'

/** Rows drawn beyond what can be seen, so that a quick scroll shows no gap. */
const spare = 8

export type RowWindow = {
  from: number
  to: number
  /** Pixels above each row, and at last those of all. */
  offsets: readonly number[]
  /** Scrolls so far that the row is seen. */
  reveal: (index: number) => void
}

/** Which of many rows of known heights are to be drawn: ten thousand conversations open as fast as ten. */
export function useWindow(scroller: RefObject<HTMLElement | null>, heights: readonly number[]): RowWindow {
  const [view, setView] = useState({ top: 0, height: 800 })
  const offsets = useMemo(() => {
    const all = [0]
    for (const height of heights) all.push((all.at(-1) ?? 0) + height)
    return all
  }, [heights])

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller])

  // A list that has become shorter than the place scrolled to.
  useLayoutEffect(() => {
    const element = scroller.current
    if (element && element.scrollTop !== view.top) setView({ top: element.scrollTop, height: element.clientHeight })
  }, [scroller, offsets, view.top])

  const from = Math.max(0, indexAt(offsets, view.top) - spare)
  const to = Math.min(heights.length, indexAt(offsets, view.top + view.height) + 1 + spare)
  const reveal = (index: number) => {
    const element = scroller.current
    const top = offsets[index]
    const bottom = offsets[index + 1]
    if (!element || top === undefined || bottom === undefined) return
    if (top < element.scrollTop) element.scrollTop = top
    else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight
  }
  return { from, to, offsets, reveal }
}

/** The last row that begins at or before a place. */
function indexAt(offsets: readonly number[], place: number): number {
  let low = 0
  let high = offsets.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((offsets[middle] ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return low
}
