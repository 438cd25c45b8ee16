import type { BrowserContext, Page } from 'playwright'
import { browserSession } from '../../../scripts/lib/launch.ts'
import { until } from '../../../scripts/lib/until.ts'

type Bounds = { left: number; top: number; width: number; height: number }

/** The number of the window that a tab is in: to the browser, to its debugger and to extensions the same one. */
export async function windowIdOf(tab: Page): Promise<number> {
  const session = await tab.context().newCDPSession(tab)
  const { windowId } = await session.send('Browser.getWindowForTarget')
  await session.detach()
  return windowId
}

/** The number of the window that a page of ours is in. Side panels are unknown to the debugger's own question. */
export async function windowIdOfPanel(panel: Page): Promise<unknown> {
  return panel.evaluate(`chrome.windows.getCurrent().then(({ id }) => id)`)
}

/** Opens a page in a window of its own. */
export async function openWindow(context: BrowserContext, url: string): Promise<Page> {
  const session = await browserSession(context)
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    session.send('Target.createTarget', { url, newWindow: true }),
  ])
  await session.detach()
  await page.waitForURL(url)
  return page
}

/** Moves the window of a tab, so that a real mouse reaches it: nothing here manages what lies on top. */
export async function placeWindow(tab: Page, bounds: Bounds): Promise<void> {
  const session = await tab.context().newCDPSession(tab)
  const { windowId } = await session.send('Browser.getWindowForTarget')
  await session.send('Browser.setWindowBounds', { windowId, bounds })
  await until('the window stands in its place', () =>
    tab.evaluate(({ left, width }) => screenX === left && outerWidth === width, bounds),
  )
  await session.detach()
}
