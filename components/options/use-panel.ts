import { useEffect, useState } from 'react'
import { browser } from 'wxt/browser'

/** Firefox's counterpart of the side panel, which the shared types do not know. */
type SidebarAction = { open(): Promise<void> }

/** Opens the panel beside this page. The window is looked up ahead, because a click allows no waiting. */
export function usePanel(onError: (error: unknown) => void): () => void {
  const [windowId, setWindowId] = useState<number>()
  useEffect(() => {
    let wanted = true
    browser.windows.getCurrent().then(({ id }) => wanted && setWindowId(id), onError)
    return () => {
      wanted = false
    }
  }, [onError])
  return () => {
    const opened =
      'sidebarAction' in browser
        ? (browser.sidebarAction as SidebarAction).open()
        : browser.sidePanel.open({ windowId: windowId ?? browser.windows.WINDOW_ID_CURRENT })
    opened.catch(onError)
  }
}
