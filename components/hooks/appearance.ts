import type { Settings } from '../../lib/chat/settings'

/** What the style sheet has to know of what the reader, or the system, chose of the look. */
export type Appearance = Pick<Settings, 'theme' | 'textSize' | 'density'> & { contrast: boolean; still: boolean }

const key = 'appearance'

/** Puts it on the page, where the style sheet finds it, and keeps it for the next panel that opens. */
export function showAppearance({ theme, textSize, density, contrast, still }: Appearance): void {
  const words = [theme, textSize, density, contrast ? 'more' : 'standard', still ? 'reduced' : 'full']
  put(words)
  const kept = words.join(' ')
  const store = ownStorage()
  if (store && store.getItem(key) !== kept) store.setItem(key, kept)
}

/**
 * Puts on the page what the last one showed, at once and before its first paint: it must not be seen to change its colours
 * or its size. The settings, which come later, have the last word.
 */
export function recallAppearance(): void {
  const kept = ownStorage()?.getItem(key)
  if (kept) put(kept.split(' '))
}

function put([theme, textSize, density, contrast, motion]: string[]): void {
  Object.assign(document.documentElement.dataset, { theme, textSize, density, contrast, motion })
}

/** What a page reads without waiting. A browser that may keep nothing refuses even to name it. */
function ownStorage(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}
