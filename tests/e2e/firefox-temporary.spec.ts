import type { Page } from 'puppeteer-core'
import { until } from '../../scripts/lib/until.ts'
import { canary, filesWith } from './harness/disk-search.ts'
import { connectOllamaInFirefox } from './harness/firefox-panel.ts'
import { startGlossInFirefox } from './harness/firefox.ts'
import { expect, test } from './harness/fixtures.ts'

const byId = (id: string): string => `[data-testid=${id}]`

/** The questions that a panel shows, and the end of its last answer. */
async function shownIn(panel: Page): Promise<{ questions: string[]; status: string; isTemporary: boolean }> {
  return panel.evaluate(() => ({
    questions: [...document.querySelectorAll('[data-testid=message][data-role=user]')].map(
      (one) => one.textContent ?? '',
    ),
    status: [...document.querySelectorAll<HTMLElement>('[data-role=assistant]')].at(-1)?.dataset.status ?? '',
    isTemporary: document.querySelector('[data-testid=temporary-bar]') !== null,
  }))
}

async function shows(panel: Page, words: string, isTemporary: boolean): Promise<void> {
  await until(`the panel shows ${words}`, async () => {
    const shown = await shownIn(panel)
    const isShown = shown.questions.length === 1 && (shown.questions[0]?.includes(words) ?? false)
    return isShown && shown.status === 'complete' && shown.isTemporary === isTemporary
  })
}

async function ask(panel: Page, question: string): Promise<void> {
  await panel.locator(byId('composer-input')).fill(question)
  await panel.locator(byId('composer-send')).click()
}

test('Firefox has a temporary chat in memory alone, shows it in two panels, and both have it when it is kept', async ({
  display,
  provider,
}) => {
  test.setTimeout(150_000)
  const [kept, secret, draft] = [canary(), canary(), canary()]
  provider.script({ reply: 'Between us.', paceMs: 0 })
  const gloss = await startGlossInFirefox(display)
  try {
    await connectOllamaInFirefox(await gloss.open('options.html'), provider.url, 'gloss-small')
    const panel = await gloss.open('sidepanel.html')
    await panel.locator(byId('temporary-chat')).click()
    await panel.waitForSelector(byId('temporary-bar'))
    await ask(panel, `Kept ${kept}?`)
    await shows(panel, kept, true)

    const other = await gloss.open('sidepanel.html')
    await shows(other, kept, true)
    await other.locator(byId('temporary-keep')).click()
    await shows(other, kept, false)
    await shows(panel, kept, false)

    await other.locator(byId('temporary-chat')).click()
    await other.waitForSelector(byId('temporary-words'))
    await ask(other, `Secret ${secret}?`)
    await shows(other, secret, true)
    await other.locator(byId('composer-input')).fill(`A draft ${draft}`)

    const profile = await gloss.close()
    expect(await filesWith(profile, kept)).not.toEqual([])
    expect(await filesWith(profile, secret)).toEqual([])
    expect(await filesWith(profile, draft)).toEqual([])
  } finally {
    await gloss.stop()
  }
})
