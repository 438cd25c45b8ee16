import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { desktopOf } from '../../scripts/lib/desktop.ts'
import { loopbackHosts } from '../../scripts/lib/extension-copy.ts'
import { chromeBuild } from '../../scripts/lib/project.ts'
import type { Scenario } from '../fake-provider/scenario.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test as base } from './harness/fixtures.ts'
import { startGloss } from './harness/gloss.ts'
import { connectOllama } from './harness/options.ts'
import { isSoak } from './harness/soak.ts'
import { startUnattached } from './harness/unattached.ts'

/**
 * Silences longer than the half minute after which the browser ends an idle worker. A debugger keeps a worker alive, so
 * here nobody is attached while the answer is written.
 */

type Unattached = { answersUnattached: (scenario: Partial<Scenario> & { reply: string }) => Promise<void> }

const test = base.extend<Unattached>({
  answersUnattached: async ({ display, provider, sample }, provide) => {
    const folder = await mkdtemp(join(tmpdir(), 'gloss-faults-'))
    const start = { build: chromeBuild, display, hosts: loopbackHosts, url: sample.url, folder }
    await provide(async (scenario) => {
      const before = await startGloss(start)
      const options = await before.openOptions()
      await connectOllama(options, provider.url, 'gloss-small')
      await before.stop()

      provider.script(scenario)
      const desktop = desktopOf(display)
      const panel = `chrome-extension://${before.extensionId}/sidepanel.html`
      const asked = (): number => provider.log().filter((entry) => entry.path === '/api/chat').length
      // A key may come before the composer is there, or while the panel is busy.
      const ask = (count: number): Promise<void> =>
        desktop.pressUntil(
          ['q', 'Return'],
          `question ${count} is asked`,
          () => Promise.resolve(asked() === count),
          7_000,
        )
      const browser = startUnattached(folder, display, [sample.url, panel])
      try {
        // The address is opened before the extension is there, and must be loaded again once it is.
        await desktop.pressUntil(['ctrl+2', 'F5'], 'the panel is drawn in the second tab', () =>
          desktop.hasTitle('New chat · Gloss'),
        )
        await ask(1)
        const ended = await provider.waitFor((entry) => entry.path === '/api/chat' && entry.closedAt !== undefined)
        expect(ended.closedBy).toBe('server')
        // The next question is only taken once the answer before it has been stored.
        provider.script({ reply: 'And on it goes.', paceMs: 0, headersDelayMs: 0 })
        await ask(2)
      } finally {
        await browser.stop()
      }

      const after = await startGloss(start)
      const chat = chatIn(await after.openPanelByKeyboard())
      await expect(chat.answers).toHaveCount(2)
      const answer = chat.answers.first()
      await expect(answer).toHaveAttribute('data-status', 'complete')
      await expect(answer.getByTestId('message-text')).toHaveText(scenario.reply)
      await after.stop()
      expect(asked()).toBe(2)
    })
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  },
})

test(
  'F12 a word, and more than half a minute of silence before the end',
  { tag: '@waits' },
  async ({ answersUnattached }) => {
    test.setTimeout(180_000)
    await answersUnattached({ reply: 'Done.', paceMs: 34_000 })
  },
)

if (isSoak) {
  test('soak: F9 headers after five minutes', { tag: '@waits' }, async ({ answersUnattached }) => {
    test.setTimeout(420_000)
    await answersUnattached({ reply: 'At last, at last.', headersDelayMs: 300_000 })
  })

  test('soak: F12 a word every forty seconds, for eight minutes', { tag: '@waits' }, async ({ answersUnattached }) => {
    test.setTimeout(660_000)
    const reply = Array.from({ length: 12 }, (_, index) => `word${index}`).join(' ')
    await answersUnattached({ reply, paceMs: 40_000 })
  })
}
