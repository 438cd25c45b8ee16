import { chromium, type Browser, type BrowserContext, type Page } from 'playwright'
import type { Launched } from './launch.ts'

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

/** Resolves once the browser has a page at this very address; its list is asked again whenever it changes. */
async function targetAt(context: BrowserContext, url: string): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession()
  if (!session) throw new Error('The browser is gone.')
  const appeared = new Promise<void>((resolve, reject) => {
    const look = ({ targetInfo }: { targetInfo: { type: string; url: string } }): void => {
      if (targetInfo.type === 'page' && targetInfo.url === url) resolve()
    }
    session.on('Target.targetCreated', look)
    session.on('Target.targetInfoChanged', look)
    setTimeout(() => {
      reject(new Error('The side panel did not open within 15 seconds.'))
    }, 15_000).unref()
  })
  // Reports those that exist already as well.
  await session.send('Target.setDiscoverTargets', { discover: true, filter: [{ type: 'page' }] })
  try {
    await appeared
  } finally {
    await session.detach()
  }
}
