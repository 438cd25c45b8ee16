import { useCallback, useEffect, useRef, useState } from 'react'

/** Something that is to be removed, and the way to do it for good. */
export type Removal = { id: string; name: string; carryOut: () => Promise<void> }

/**
 * Removing with a way back. Nothing is removed while the offer to undo stands: a key cannot be read, so it could not be
 * put back, and whatever names the thing stays whole. When the page is left meanwhile, the removal is carried out.
 */
export function useRemoval(onError: (error: unknown) => void) {
  const [waiting, setWaiting] = useState<Removal>()
  /** Being removed for good at this moment: they must not show up once more in between. */
  const [leaving, setLeaving] = useState<readonly string[]>([])
  const current = useRef<Removal>(undefined)

  const change = useCallback((removal: Removal | undefined) => {
    current.current = removal
    setWaiting(removal)
  }, [])

  const carryOut = useCallback(() => {
    const removal = current.current
    if (!removal) return
    change(undefined)
    setLeaving((ids) => [...ids, removal.id])
    removal
      .carryOut()
      .catch(onError)
      .finally(() => setLeaving((ids) => ids.filter((id) => id !== removal.id)))
  }, [change, onError])

  const remove = useCallback(
    (removal: Removal) => {
      carryOut()
      change(removal)
    },
    [carryOut, change],
  )

  useEffect(() => {
    window.addEventListener('pagehide', carryOut)
    return () => window.removeEventListener('pagehide', carryOut)
  }, [carryOut])

  const isHidden = ({ id }: { id: string }) => waiting?.id === id || leaving.includes(id)
  return { waiting, isHidden, remove, undo: () => change(undefined), carryOut }
}
