import type { BrowserContext } from 'playwright'
import { browserSession } from '../../../scripts/lib/launch.ts'

/** The browser's own process; what it started dies with it. */
export async function processIdOf(context: BrowserContext): Promise<number> {
  const session = await browserSession(context)
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const browser = processInfo.find(({ type }) => type === 'browser')
  if (!browser) throw new Error('The browser does not tell its process.')
  return browser.id
}

/** `kill -9`, to everything of the browser at once, as in a crash or a power cut. Gives the moment just before. */
export async function killBrowser(context: BrowserContext): Promise<number> {
  const pid = await processIdOf(context)
  const gone = context.waitForEvent('close')
  const at = Date.now()
  // The test tool starts it as the first of a group of its own.
  process.kill(-pid, 'SIGKILL')
  await gone
  return at
}
