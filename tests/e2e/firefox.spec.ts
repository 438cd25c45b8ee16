import type { Page } from 'puppeteer-core'
import { desktopOf } from '../../scripts/lib/desktop.ts'
import { until } from '../../scripts/lib/until.ts'
import { startGlossInFirefox } from './harness/firefox.ts'
import { expect, test } from './harness/fixtures.ts'

const model = 'gloss-small'

test('Firefox shows the sidebar page and an answer of Ollama', async ({ display, provider }, info) => {
  provider.script({ reply: 'Hello from **Firefox**. The end.' })
  const gloss = await startGlossInFirefox(display)
  try {
    const options = await gloss.open('options.html')
    await call(options, 'saveProvider', { providerId: 'ollama', settings: { baseUrl: provider.url } })
    const { id } = await call(options, 'ensurePreset', { providerId: 'ollama', model })
    await call(options, 'updateSettings', { patch: { defaultPresetId: id } })

    const panel = await gloss.open('sidepanel.html')
    await panel.locator('[data-testid=composer-input]').fill('Are you there?')
    await panel.locator('[data-testid=composer-send]').click()
    const status = (): Promise<string | null> =>
      panel.evaluate(() => document.querySelector('[data-role=assistant]')?.getAttribute('data-status') ?? null)
    await until('the answer has ended', async () => !['streaming', null].includes(await status()))
    await desktopOf(display).capture(info.outputPath('answered.png'))
    expect(await panel.evaluate(() => document.querySelector('[data-role=assistant]')?.textContent)).toContain(
      'Hello from Firefox. The end.',
    )
    expect(await status()).toBe('complete')
  } finally {
    await gloss.stop()
  }
  const asked = provider.log().filter((entry) => entry.path === '/api/chat')
  expect(asked).toHaveLength(1)
  // Ollama refuses the origin of extensions: the request must not carry one.
  expect(asked[0]?.headers.origin).toBeUndefined()
})

/** Puts a question to the worker, as Gloss's own pages do. */
async function call(page: Page, name: string, input: object): Promise<{ id?: string }> {
  const reply = await page.evaluate(
    (message: string) => {
      const { browser } = globalThis as unknown as { browser: { runtime: { sendMessage(message: object): unknown } } }
      return browser.runtime.sendMessage(JSON.parse(message))
    },
    JSON.stringify({ call: name, input }),
  )
  if (reply === null || typeof reply !== 'object' || !('ok' in reply) || reply.ok !== true) {
    throw new Error(`${name} failed: ${JSON.stringify(reply)}`)
  }
  return 'value' in reply && reply.value !== null && typeof reply.value === 'object' ? reply.value : {}
}
