import { browser, type Browser } from 'wxt/browser'
import { menuText } from './menu-text'

/** The entries of the toolbar button's own menu. They are there all the time, and shown when they can do something. */
const stopAll = 'stop-all'
const showUnseen = 'show-unseen'

export type BadgeMenuActions = {
  onStopAll: () => void
  /** Called first thing in the click, while the browser still remembers it. */
  onShowUnseen: (tab: Browser.tabs.Tab) => void
}

export function createBadgeMenu(): void {
  for (const [id, title] of [
    [stopAll, 'Stop all answers'],
    [showUnseen, 'Show the finished answer'],
  ] as const) {
    browser.contextMenus.create({ id, title, contexts: ['action'], visible: false })
  }
}

/** @param unseenTitle of the conversation whose answer nobody has seen yet; undefined when there is none. */
export async function drawBadgeMenu(running: number, unseenTitle: string | undefined): Promise<void> {
  await browser.contextMenus.update(stopAll, {
    visible: running > 0,
    title: running === 1 ? 'Stop the answer' : 'Stop all answers',
  })
  await browser.contextMenus.update(showUnseen, {
    visible: unseenTitle !== undefined,
    title: `Show “${menuText(unseenTitle ?? '', 60)}”`,
  })
}

export function listenToBadgeMenu({ onStopAll, onShowUnseen }: BadgeMenuActions): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
    if (menuItemId === stopAll) onStopAll()
    if (menuItemId === showUnseen && tab) onShowUnseen(tab)
  })
}
