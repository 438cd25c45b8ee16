import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'

/** Close enough to the end to count as being there. */
const slack = 24

/**
 * Keeps a growing thread's end in view until the reader scrolls up, and again once they come back. What the reader
 * does decides, not the distance: a block that grows opens a gap before any scroll handler hears of it.
 */
export function useStickToBottom(scroller: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>) {
  const pinned = useRef(true)
  const [away, setAway] = useState(false)

  const toBottom = useCallback(() => {
    pinned.current = true
    setAway(false)
    const element = scroller.current
    if (element) element.scrollTop = element.scrollHeight
  }, [scroller])

  useEffect(() => {
    const element = scroller.current
    const inner = content.current
    if (!element || !inner) return
    // Runs after layout, so that reading heights here forces none.
    const observer = new ResizeObserver(() => {
      if (pinned.current) element.scrollTop = element.scrollHeight
    })
    observer.observe(inner)
    observer.observe(element)

    let lastTop = element.scrollTop
    const onScroll = () => {
      const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < slack
      if (atEnd) pinned.current = true
      else if (element.scrollTop < lastTop) pinned.current = false
      lastTop = element.scrollTop
      setAway(!pinned.current)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', onScroll)
    }
  }, [scroller, content])

  return { away, toBottom }
}
