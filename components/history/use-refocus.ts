import { useEffect, useRef } from 'react'

/** Gives a row's button the focus back when its name was changed, and that ended by a key. */
export function useRefocus(renaming: boolean) {
  const byKey = useRef(false)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (renaming || !byKey.current) return
    byKey.current = false
    button.current?.focus()
  }, [renaming])
  return { button, byKey }
}
