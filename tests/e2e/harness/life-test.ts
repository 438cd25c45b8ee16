import { test as base } from './fixtures.ts'
import { LifeRig } from './life-rig.ts'

/** Tests of deaths share one browser as far as it lives. */
export const test = base.extend<{ life: LifeRig }, { lifeRig: LifeRig }>({
  lifeRig: [
    async ({ display, sample }, provide) => {
      const rig = await LifeRig.start({ display, url: sample.url })
      await provide(rig)
      await rig.stop()
    },
    { scope: 'worker' },
  ],
  life: async ({ lifeRig }, provide, info) => {
    lifeRig.server.script({})
    await provide(lifeRig)
    if (info.status !== info.expectedStatus) {
      await lifeRig.panel.screenshot({ path: info.outputPath('at-the-end.png') }).catch(() => undefined)
    }
  },
})

export { expect } from 'playwright/test'
