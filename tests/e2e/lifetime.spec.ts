import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { desktopOf } from '../../scripts/lib/desktop.ts'
import { loopbackHosts } from '../../scripts/lib/extension-copy.ts'
import { chromeBuild } from '../../scripts/lib/project.ts'
import { until } from '../../scripts/lib/until.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { startGloss } from './harness/gloss.ts'
import { connectOllama } from './harness/options.ts'
import { isStored, startUnattached } from './harness/unattached.ts'

const reply = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ')

test(
  'a slow answer outlives the closed panel, with nobody attached to the browser',
  { tag: '@waits' },
  async ({ display, provider, sample }) => {
    test.setTimeout(150_000)
    const folder = await mkdtemp(join(tmpdir(), 'gloss-lifetime-'))
    const start = { build: chromeBuild, display, hosts: loopbackHosts, url: sample.url, folder }
    try {
      const before = await startGloss(start)
      const options = await before.openOptions()
      await connectOllama(options, provider.url, 'gloss-small')
      await before.stop()

      // Longer than the half minute after which the browser ends an idle worker, before the first byte already.
      provider.script({ reply, headersDelayMs: 38_000, paceMs: 40 })
      const desktop = desktopOf(display)
      const panel = `chrome-extension://${before.extensionId}/sidepanel.html`
      const browser = startUnattached(folder, display, [sample.url, panel])
      try {
        // The address is opened before the extension is there, and must be loaded again once it is.
        await desktop.pressUntil(['ctrl+2', 'F5'], 'the panel is drawn in the second tab', () =>
          desktop.hasTitle('New chat · Gloss'),
        )
        await desktop.type('Say much')
        await desktop.press('Return')
        const asked = await provider.waitFor((entry) => entry.path === '/api/chat')
        await desktop.press('ctrl+w')
        await until('the tab is closed', async () => !(await desktop.hasTitle('Gloss - ')))
        const ended = await provider.waitFor((entry) => entry.id === asked.id && entry.closedAt !== undefined)
        expect(ended.closedBy).toBe('server')
        // The server knows that it said all; that it was written down, only the disk tells.
        await until('the end is stored', () => isStored(folder, 'finishReason'))
      } finally {
        await browser.stop()
      }

      const after = await startGloss(start)
      const chat = chatIn(await after.openPanelByKeyboard())
      await expect(chat.answerThat('complete')).toBeVisible()
      await expect(chat.answerText).toHaveText(reply)
      await after.stop()
      expect(provider.log().filter((entry) => entry.path === '/api/chat')).toHaveLength(1)
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  },
)
