import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { isComposing } from './is-composing'

type ListKeys = {
  isOpen: boolean
  /** Entries of the list. */
  count: number
  /** Which entry is marked to begin with; the topmost where none is named. */
  first?: number
  /** What is being looked for: another one begins anew. */
  query: string
  /** What further keys do, and whether they are for the list now. */
  keys: Readonly<Record<string, (() => void) | undefined>>
}

/**
 * The keys of a list that stands over a text field, which keeps the focus: arrows move in it, and others do what they are
 * said to.
 */
export function useListKeys({ isOpen, count, first = 0, query, keys }: ListKeys) {
  const [wished, setActive] = useState(first)
  useEffect(() => setActive(first), [first, query])
  const pointer = useRef<Pick<MouseEvent, 'clientX' | 'clientY'>>(undefined)
  const active = Math.min(wished, Math.max(0, count - 1))

  /** Returns whether the key was for the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen || isComposing(event)) return false
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return false
    const move = (by: number) => setActive(count === 0 ? 0 : (active + by + count) % count)
    const act = { ArrowDown: () => move(1), ArrowUp: () => move(-1), ...keys }[event.key]
    if (!act) return false
    event.preventDefault()
    event.stopPropagation()
    act()
    return true
  }
  /** Marks the entry that is pointed at. A list that moves under a pointer at rest is told of it as well, and is not meant. */
  const onPoint = (index: number) => ({
    // How far it moved is also told where a window or the list did: what counts is that it was elsewhere in the window.
    onMouseMove: ({ clientX, clientY }: MouseEvent) => {
      const before = pointer.current
      pointer.current = { clientX, clientY }
      if (before && (before.clientX !== clientX || before.clientY !== clientY)) setActive(index)
    },
  })
  return { active, setActive, onKeyDown, onPoint }
}
