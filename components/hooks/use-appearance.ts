import { useLayoutEffect, useSyncExternalStore } from 'react'
import { showAppearance } from './appearance'
import { useSettings } from './use-settings'

/** Shows what the reader, or the system, chose of the look. */
export function useAppearance(): void {
  const { theme, textSize, density, motion } = useSettings()
  const systemMoves = !useMedia('(prefers-reduced-motion: reduce)')
  const systemContrast = useMedia('(prefers-contrast: more)')
  const contrast = theme === 'high-contrast' || (theme === 'system' && systemContrast)
  const still = motion === 'reduced' || !systemMoves
  // Before the first paint: a page must not be seen to change its size.
  useLayoutEffect(() => {
    showAppearance({ theme, textSize, density, contrast, still })
  }, [theme, contrast, textSize, density, still])
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}
