import { browser } from 'wxt/browser'

/** Firefox's counterpart of the side panel, which the shared types do not know. */
type SidebarAction = { open(): Promise<void> }

/**
 * Opens the panel in a window. Must be called first thing in the handler of a click or key: the browser forgets the
 * gesture at the first await.
 */
export function openPanel(windowId: number): Promise<void> {
  if ('sidebarAction' in browser) return (browser.sidebarAction as SidebarAction).open()
  return browser.sidePanel.open({ windowId })
}
