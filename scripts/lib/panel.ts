import { chromium, type Browser, type BrowserContext, type Page } from 'playwright'
import { browserSession, type Launched } from './launch.ts'
import { until } from './until.ts'

/** The real side panel, as a page that can be driven. */
export type Panel = { page: Page; close(): Promise<void> }

/**
 * Waits until the side panel is open and takes hold of it. The connection that started the browser does not list side
 * panels among its pages; one that is made while the panel is open does.
 * @param isMeant tells the panel in question from those of other windows; absent: there is but one.
 */
export async function takePanel(
  { context, extensionId, endpoint }: Launched,
  isMeant: (panel: Page) => Promise<boolean> = () => Promise.resolve(true),
): Promise<Panel> {
  if (!endpoint) throw new Error('Only a debuggable launch can take hold of the panel.')
  const url = `chrome-extension://${extensionId}/sidepanel.html`
  const found: { connection?: Browser; page?: Page } = {}
  await until('the side panel opens', async () => {
    if (!(await hasTarget(context, url))) return false
    const connection = await chromium.connectOverCDP(endpoint)
    const page = await firstOf(connection.contexts()[0]?.pages() ?? [], url, isMeant)
    if (page) Object.assign(found, { connection, page })
    else await connection.close()
    return page !== undefined
  })
  const { connection, page } = found
  if (!connection || !page) throw new Error('The side panel closed while it was being taken hold of.')
  return {
    page,
    close: async () => {
      if (!page.isClosed()) await page.close()
      await connection.close()
    },
  }
}

async function firstOf(
  pages: readonly Page[],
  url: string,
  isMeant: (panel: Page) => Promise<boolean>,
): Promise<Page | undefined> {
  for (const page of pages.filter((candidate) => candidate.url() === url)) {
    // One after the other: the first that fits is the one.
    // oxlint-disable-next-line no-await-in-loop
    await page.waitForLoadState()
    // oxlint-disable-next-line no-await-in-loop
    if (await isMeant(page)) return page
  }
  return undefined
}

/** Asked again and again on purpose: the browser tells of some changes of a panel's address and not of others. */
async function hasTarget(context: BrowserContext, url: string): Promise<boolean> {
  const session = await browserSession(context)
  const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'page' }] })
  await session.detach()
  return targetInfos.some((target) => target.url === url)
}
