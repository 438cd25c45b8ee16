import { browser } from 'wxt/browser'
import { watchSelection } from '../page/live-selection'
import type { LiveSelection } from '../page/selected-words'

type Watched = {
  /** The tab that the panel is about. */
  findTabId: () => Promise<number | undefined>
  onChange: (selection: LiveSelection | null) => void
}

/**
 * Watches the selection in whatever tab the panel is about, while the panel is seen: in the next tab when it changes,
 * in the next page when that is loaded, and anew whenever access may have been given. Returns how to stop.
 */
export function followSelection({ findTabId, onChange }: Watched): () => void {
  let controller: AbortController | undefined
  let watchedTab: number | undefined

  const rest = (): void => {
    controller?.abort()
    controller = undefined
    watchedTab = undefined
    onChange(null)
  }
  const begin = (): void => {
    rest()
    if (document.visibilityState === 'hidden') return
    const own = new AbortController()
    controller = own
    const watch = async (): Promise<void> => {
      const tabId = await findTabId()
      if (tabId === undefined || own.signal.aborted) return
      watchedTab = tabId
      await watchSelection(tabId, onChange, own.signal)
    }
    // A tab that is gone meanwhile has no selection.
    watch().catch(() => undefined)
  }
  const onUpdated = (tabId: number, { status }: { status?: string }): void => {
    if (tabId === watchedTab && status === 'complete') begin()
  }

  browser.tabs.onActivated.addListener(begin)
  browser.tabs.onUpdated.addListener(onUpdated)
  // Each of these gives access to a page. The browser tells the panel too, not only the worker.
  browser.action.onClicked.addListener(begin)
  browser.permissions.onAdded.addListener(begin)
  document.addEventListener('visibilitychange', begin)
  begin()
  return () => {
    browser.tabs.onActivated.removeListener(begin)
    browser.tabs.onUpdated.removeListener(onUpdated)
    browser.action.onClicked.removeListener(begin)
    browser.permissions.onAdded.removeListener(begin)
    document.removeEventListener('visibilitychange', begin)
    rest()
  }
}
