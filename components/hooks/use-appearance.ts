import { useLayoutEffect, useSyncExternalStore } from 'react'
import { showAppearance } from './appearance'
import { useSettings } from './use-settings'

const reducedMotion = mediaOf('(prefers-reduced-motion: reduce)')
const moreContrast = mediaOf('(prefers-contrast: more)')

/** Shows what the reader, or the system, chose of the look. */
export function useAppearance(): void {
  const { theme, textSize, density, motion } = useSettings()
  const systemMoves = !useMedia(reducedMotion)
  const systemContrast = useMedia(moreContrast)
  const contrast = theme === 'high-contrast' || (theme === 'system' && systemContrast)
  const still = motion === 'reduced' || !systemMoves
  // Before the first paint: a page must not be seen to change its size.
  useLayoutEffect(() => {
    showAppearance({ theme, textSize, density, contrast, still })
  }, [theme, contrast, textSize, density, still])
}

function useMedia({ subscribe, matches }: Media): boolean {
  return useSyncExternalStore(subscribe, matches)
}

type Media = { subscribe: (listener: () => void) => () => void; matches: () => boolean }

/** Made once for each question: with another each time, every drawing would end and begin its listening. */
function mediaOf(query: string): Media {
  let list: MediaQueryList | undefined
  const known = () => (list ??= matchMedia(query))
  return {
    subscribe: (listener) => {
      known().addEventListener('change', listener)
      return () => known().removeEventListener('change', listener)
    },
    matches: () => known().matches,
  }
}
