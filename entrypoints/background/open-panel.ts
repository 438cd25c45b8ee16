import { browser } from 'wxt/browser'

/** Firefox's counterpart of the side panel, which the shared types do not know. */
type SidebarAction = { open(): Promise<void>; isOpen(details: { windowId: number }): Promise<boolean> }

/**
 * Opens the panel in a window. Must be called first thing in the handler of a click or key: the browser forgets the
 * gesture at the first await.
 */
export function openPanel(windowId: number): Promise<void> {
  if ('sidebarAction' in browser) return (browser.sidebarAction as SidebarAction).open()
  return browser.sidePanel.open({ windowId })
}

/** Whether the panel may stand beside the page of a window: Chromium tells only that one stands somewhere. */
export async function mayBeOpen(windowId: number): Promise<boolean> {
  if ('sidebarAction' in browser) return (browser.sidebarAction as SidebarAction).isOpen({ windowId })
  return (await browser.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] })).length > 0
}
