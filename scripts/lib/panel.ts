import { chromium, type Browser, type BrowserContext, type Page } from 'playwright'
import { browserSession, type Launched } from './launch.ts'
import { until } from './until.ts'

/** The real side panel, as a page that can be driven. */
export type Panel = { page: Page; close(): Promise<void> }

/**
 * Waits until the side panel is open and takes hold of it. The connection that started the browser does not list side
 * panels among its pages; one that is made while the panel is open does.
 */
export async function takePanel({ context, extensionId, endpoint }: Launched): Promise<Panel> {
  if (!endpoint) throw new Error('Only a debuggable launch can take hold of the panel.')
  const url = `chrome-extension://${extensionId}/sidepanel.html`
  await targetAt(context, url)
  const connection = await chromium.connectOverCDP(endpoint)
  const page = await panelPage(connection, url)
  return {
    page,
    close: async () => {
      if (!page.isClosed()) await page.close()
      await connection.close()
    },
  }
}

async function panelPage(connection: Browser, url: string): Promise<Page> {
  const [context] = connection.contexts()
  const page = context?.pages().find((candidate) => candidate.url() === url)
  if (!page) throw new Error('The side panel closed while it was being taken hold of.')
  await page.waitForLoadState()
  return page
}

/** Resolves once the browser has a page at this very address. It tells of some changes of a panel's address and not of others. */
async function targetAt(context: BrowserContext, url: string): Promise<void> {
  const session = await browserSession(context)
  await until('the side panel opens', async () => {
    const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'page' }] })
    return targetInfos.some((target) => target.url === url)
  })
  await session.detach()
}
