import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'

const passage = 'article p'

test('"Ask about selection" from a closed panel waits for the question', async ({ gloss, picture }) => {
  const text = (await gloss.page.locator(passage).first().innerText()).slice(0, 40)
  await gloss.chooseFromMenu(passage, 'ask')
  const panel = await gloss.panel()
  const chat = chatIn(panel)
  await expect(chat.chips).toHaveCount(1)
  await expect(chat.chips).toContainText(text)
  await expect(chat.composer).toBeFocused()
  await expect(chat.composer).toHaveValue('')
  await expect(chat.questions).toHaveCount(0)
  // What can be asked of it by one click stands above the composer.
  await expect(panel.locator('[data-testid=action-chip][data-action=explain]')).toBeVisible()
  await picture('asked', panel)

  // Carried out once: a panel that opens later does not do it again.
  await chat.chips.getByRole('button', { name: 'Remove' }).click()
  await expect(chat.chips).toHaveCount(0)
  await gloss.closePanel()
  const later = chatIn(await gloss.openPanelByKeyboard())
  await expect(later.composer).toBeFocused()
  await expect(later.chips).toHaveCount(0)
})

test('a ready-made action from a closed panel sends at once, and once', async ({ gloss, picture }) => {
  await gloss.chooseFromMenu(passage, 'explain')
  const panel = await gloss.panel()
  const chat = chatIn(panel)
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(chat.questions).toHaveCount(1)
  await expect(chat.questions).toContainText('Explain the selected text.')
  await picture('explained', panel)
  await gloss.closePanel()
  const later = chatIn(await gloss.openPanelByKeyboard())
  await expect(later.questions).toHaveCount(1)
  await expect(later.answers).toHaveCount(1)
})

test('the menu works into an open panel too', async ({ gloss }) => {
  const chat = chatIn(await gloss.openPanelByKeyboard())
  await expect(chat.composer).toBeFocused()
  await gloss.chooseFromMenu(passage, 'ask')
  await expect(chat.chips).toHaveCount(1)
  await gloss.chooseFromMenu('article p:nth-of-type(2)', 'ask')
  await expect(chat.chips).toHaveCount(2)
  await expect(chat.questions).toHaveCount(0)
})

test('the menu wakes a worker that has been ended', async ({ gloss }) => {
  await gloss.killWorker()
  await gloss.chooseFromMenu(passage, 'ask')
  await expect(chatIn(await gloss.panel()).chips).toHaveCount(1)
})
