import { useLayoutEffect, useSyncExternalStore } from 'react'
import { useSettings } from './use-settings'

/** Puts what the reader chose of the look on the page, where the style sheet finds it. */
export function useAppearance(): void {
  const { theme, textSize, density, motion } = useSettings()
  const systemMoves = !useMedia('(prefers-reduced-motion: reduce)')
  const systemContrast = useMedia('(prefers-contrast: more)')
  const contrast = theme === 'high-contrast' || (theme === 'system' && systemContrast)
  const still = motion === 'reduced' || !systemMoves
  // Before the first paint: a page must not be seen to change its size.
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    dataset.theme = theme
    dataset.contrast = contrast ? 'more' : 'standard'
    dataset.textSize = textSize
    dataset.density = density
    dataset.motion = still ? 'reduced' : 'full'
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
