import type { Page, Worker } from 'playwright'
import { browserSession } from '../../../scripts/lib/launch.ts'
import { until } from '../../../scripts/lib/until.ts'

/**
 * Ends the workers of every extension, as the browser does when they have been idle, and waits until the one of ours is gone.
 * @param page any page of the browser.
 * @param worker ours, where one runs.
 * @param origin ours.
 */
export async function endWorker(page: Page, worker: Worker | undefined, origin: string): Promise<void> {
  let gone = false
  worker?.once('close', () => (gone = true))
  const browser = await browserSession(page.context())
  const running = async (): Promise<string[]> => {
    const { targetInfos } = await browser.send('Target.getTargets', { filter: [{ type: 'service_worker' }] })
    return targetInfos.filter(({ url }) => url.startsWith(origin)).map(({ targetId }) => targetId)
  }
  const before = await running()
  const session = await page.context().newCDPSession(page)
  // A page of ours may start the next one at once and under the same number: whoever only asks now and then misses it.
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    gone ||= versions.some(
      ({ scriptURL, status, runningStatus }) =>
        scriptURL.startsWith(origin) && status === 'activated' && runningStatus === 'stopped',
    )
  })
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.stopAllWorkers')
  await until('the worker is gone', async () => {
    if (gone) return true
    const now = await running()
    return !before.some((id) => now.includes(id))
  })
  await session.detach()
  await browser.detach()
}
