import { useLayoutEffect, useState, type RefObject } from 'react'

/** A narrower column breaks every other line of prose. In pixels. */
const narrowestColumn = 200

/** Whether so many columns find room side by side; known before the first paint. */
export function useWide(box: RefObject<HTMLElement | null>, columns: number): boolean {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const measure = () => setWidth(element.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return width >= columns * narrowestColumn
}
