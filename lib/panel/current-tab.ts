import { browser, type Browser } from 'wxt/browser'

/** The tab the panel talks about: the one named in the panel's own address, else the active one of its window. */
export async function currentTab(
  pinnedTabId: number | undefined,
  windowId: number,
): Promise<Browser.tabs.Tab | undefined> {
  if (pinnedTabId !== undefined) return browser.tabs.get(pinnedTabId)
  const [tab] = await browser.tabs.query({ active: true, windowId })
  return tab
}

/** `?tab=ID` in the panel's address pins it to one tab, for a panel that is itself open in a tab. */
export function pinnedTab(search: string): number | undefined {
  const value = new URLSearchParams(search).get('tab')
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined
}
