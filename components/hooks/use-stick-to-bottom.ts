import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { placeKept } from '../chat/thread/kept-place'

/** Close enough to the end to count as being there. */
const slack = 24

/** By these a reader scrolls. */
const hands = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const
const upwardKeys = ['ArrowUp', 'PageUp', 'Home', ' ']
/** How long a smooth scroll takes to begin and to get away from the end, on a busy machine, in milliseconds. */
const handMs = 500

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

  /** For what has just grown or shrunk above the end: sooner than the observer hears of it. */
  const keepEnd = useCallback(() => {
    const element = scroller.current
    if (element && pinned.current) element.scrollTop = element.scrollHeight
  }, [scroller])

  // Before the first paint: a thread that comes with its messages must not be seen at its beginning.
  useLayoutEffect(() => {
    const element = scroller.current
    const inner = content.current
    if (!element || !inner) return
    const isAtEnd = () => element.scrollHeight - element.scrollTop - element.clientHeight < slack
    const room = () => `${element.scrollHeight} ${element.clientHeight}`
    let lastTop = element.scrollTop
    let lastRoom = room()
    let handAt = Number.NEGATIVE_INFINITY
    // Runs after layout, so that reading heights here forces none.
    const observer = new ResizeObserver(() => {
      lastRoom = room()
      if (pinned.current) element.scrollTop = element.scrollHeight
      // What became shorter may end where the reader is.
      else if (isAtEnd()) {
        pinned.current = true
        setAway(false)
      }
    })
    observer.observe(inner)
    observer.observe(element)

    const onHand = (event: Event) => {
      // The scroll bar is a part of what it scrolls. What is clicked inside of that, like “Answer again”, scrolls nothing.
      const isClick = event.type === 'pointerdown' && event.target !== element
      const isOther = event instanceof KeyboardEvent && !upwardKeys.includes(event.key)
      if (!isClick && !isOther) handAt = performance.now()
    }
    /** The browser goes up by itself, too: where a thread is shorter for a moment, and longer before this is told of it. */
    const isReaders = () => room() === lastRoom || performance.now() - handAt < handMs
    const onScroll = () => {
      if (isAtEnd()) pinned.current = true
      else if (element.scrollTop < lastTop && isReaders()) pinned.current = false
      else if (pinned.current) element.scrollTop = element.scrollHeight
      lastTop = element.scrollTop
      lastRoom = room()
      setAway(!pinned.current)
    }
    // What was put back where the reader had it must not run away to the end.
    const onPlaceKept = () => {
      pinned.current = false
      lastTop = element.scrollTop
      onScroll()
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    for (const hand of hands) element.addEventListener(hand, onHand, { passive: true })
    inner.addEventListener(placeKept, onPlaceKept)
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', onScroll)
      for (const hand of hands) element.removeEventListener(hand, onHand)
      inner.removeEventListener(placeKept, onPlaceKept)
    }
  }, [scroller, content])

  return { away, toBottom, keepEnd }
}
