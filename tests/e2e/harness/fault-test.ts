import { chromeBuild } from '../../../scripts/lib/project.ts'
import { startFaultRig, type FaultRig } from './fault-rig.ts'
import { test as base } from './fixtures.ts'

/** Tests of faults share one browser: that it survives all of them is a part of what they test. */
export const test = base.extend<{ faults: FaultRig }, { faultRig: FaultRig }>({
  faultRig: [
    async ({ display, sample }, provide) => {
      const rig = await startFaultRig({ build: chromeBuild, display, url: sample.url })
      await provide(rig)
      await rig.stop()
    },
    { scope: 'worker' },
  ],
  faults: async ({ faultRig }, provide, info) => {
    await faultRig.reset()
    await provide(faultRig)
    if (info.status !== info.expectedStatus) {
      await faultRig.panel.screenshot({ path: info.outputPath('at-the-end.png') })
    }
  },
})

export { expect } from 'playwright/test'
