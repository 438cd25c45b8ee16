import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Worker } from 'playwright'
import { browserSession } from '../../../scripts/lib/launch.ts'

/** Installs an extension of somebody else's beside Gloss: one that only has a worker, for tests to run code in. */
export async function installStranger(context: BrowserContext, folder: string): Promise<Worker> {
  const manifest = { manifest_version: 3, name: 'Stranger', version: '1', background: { service_worker: 'worker.js' } }
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
  await writeFile(join(folder, 'worker.js'), '')
  const session = await browserSession(context)
  const { id } = await session.send('Extensions.loadUnpacked', { path: folder })
  await session.detach()
  const isTheirs = (worker: Worker): boolean => worker.url().startsWith(`chrome-extension://${id}/`)
  return (
    context.serviceWorkers().find(isTheirs) ?? (await context.waitForEvent('serviceworker', { predicate: isTheirs }))
  )
}
