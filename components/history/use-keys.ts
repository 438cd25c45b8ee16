import { useEffect, useEffectEvent, type RefObject } from 'react'

/** Hears the keys that are pressed anywhere in an element. */
export function useKeys(element: RefObject<HTMLElement | null>, onKey: (event: KeyboardEvent) => void): void {
  const hear = useEffectEvent(onKey)
  useEffect(() => {
    const heard = element.current
    if (!heard) return undefined
    const listener = (event: KeyboardEvent) => hear(event)
    heard.addEventListener('keydown', listener)
    return () => heard.removeEventListener('keydown', listener)
  }, [element])
}
