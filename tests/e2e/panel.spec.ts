import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'

test('the keyboard opens the real side panel, ready for a question', async ({ gloss, picture }) => {
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await expect(chat.composer).toBeFocused()
  await expect(chat.questions).toHaveCount(0)
  expect(await panel.evaluate(() => innerWidth)).toBeLessThanOrEqual(400)
  await picture('empty', panel)
})

test('the built-in reader answers about the page with nothing set up', async ({ gloss, picture }) => {
  const chat = chatIn(await gloss.openPanelByKeyboard())
  await chat.attachPage()
  await expect(chat.chips).toHaveCount(1)
  const heading = (await gloss.page.locator('h2').first().textContent()) ?? ''
  await chat.ask(heading)
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(chat.answerText.locator('blockquote').first()).toBeVisible()
  // What is quoted stands on the page, word for word.
  const article = squeeze(await gloss.page.locator('body').innerText())
  for (const quote of await chat.answerText.locator('blockquote').allInnerTexts()) {
    expect(article).toContain(squeeze(quote))
  }
  await picture('reader', chat.composer.page())
})

test('draft and chip survive closing the panel', async ({ gloss }) => {
  const first = chatIn(await gloss.openPanelByKeyboard())
  await first.attachPage()
  await expect(first.chips).toHaveCount(1)
  await first.composer.fill('A question that waits')
  await gloss.closePanel()

  const second = chatIn(await gloss.openPanelByKeyboard())
  await expect(second.composer).toHaveValue('A question that waits')
  await expect(second.chips).toHaveCount(1)
  await expect(second.questions).toHaveCount(0)
})

test('the toolbar button opens the panel and lets it read the page', async ({ gloss }) => {
  const chat = chatIn(await gloss.openPanelByButton())
  await chat.attachPage()
  await expect(chat.chips).toHaveCount(1)
})

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
