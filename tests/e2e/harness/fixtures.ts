import { test as base, type Page, type TestInfo } from 'playwright/test'
import { startDisplay, type Display } from '../../../scripts/lib/display.ts'
import { loopbackHosts } from '../../../scripts/lib/extension-copy.ts'
import { serveFolder, type FileServer } from '../../../scripts/lib/file-server.ts'
import { chromeBuild, project } from '../../../scripts/lib/project.ts'
import { startFakeProvider, type FakeProvider } from '../../fake-provider/server.ts'
import { startGloss, type Gloss } from './gloss.ts'

type Fixtures = {
  /** Hosts that are granted from the start. Tests of the permission prompt set none. */
  hosts: readonly string[]
  /** Leaves the page open that the first start shows. */
  keepsWelcome: boolean
  /** The toolbar button stands beside the address. */
  pinned: boolean
  provider: FakeProvider
  gloss: Gloss
  /** Keeps a picture of the whole screen, and one of the panel when it is given. */
  picture: (name: string, panel?: Page) => Promise<void>
}

type WorkerFixtures = { display: Display; sample: FileServer }

export const test = base.extend<Fixtures, WorkerFixtures>({
  // Playwright reads the fixtures that one needs from the pattern of its first parameter.
  display: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const display = await startDisplay()
      await provide(display)
      display.stop()
    },
    { scope: 'worker' },
  ],
  sample: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const sample = await serveFolder(`${project}docs/sample`)
      await provide(sample)
      await sample.stop()
    },
    { scope: 'worker' },
  ],
  hosts: [loopbackHosts, { option: true }],
  keepsWelcome: [false, { option: true }],
  pinned: [false, { option: true }],
  // oxlint-disable-next-line no-empty-pattern
  provider: async ({}, provide) => {
    const provider = await startFakeProvider()
    // Still many pieces, but every frame that is drawn costs, and few tests are about time. Those say so.
    provider.script({ paceMs: 1 })
    await provide(provider)
    await provider.close()
  },
  gloss: async ({ display, sample, hosts, keepsWelcome, pinned }, provide, info) => {
    const gloss = await startGloss({ build: chromeBuild, display, hosts, url: sample.url, keepsWelcome, pinned })
    await provide(gloss)
    if (info.status !== info.expectedStatus) await keepScreen(gloss, info, 'at-the-end')
    await gloss.stop()
    if (gloss.problems.length > 0) throw new Error(`Pages of ours complained:\n${gloss.problems.join('\n')}`)
  },
  picture: async ({ gloss }, provide, info) => {
    await provide(async (name, panel) => {
      await keepScreen(gloss, info, name)
      if (panel) await panel.screenshot({ path: info.outputPath(`${name}-panel.png`) })
    })
  },
})

export { expect } from 'playwright/test'

async function keepScreen(gloss: Gloss, info: TestInfo, name: string): Promise<void> {
  const path = info.outputPath(`${name}.png`)
  await gloss.desktop.capture(path)
  await info.attach(name, { path, contentType: 'image/png' })
}
