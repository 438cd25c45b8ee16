import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { answerWithOllama } from './harness/options.ts'

test('what fails while a dialog is open is said in the dialog', async ({ gloss, provider }, info) => {
  provider.script({ reply: 'A scribe.', paceMs: 0 })
  await answerWithOllama(gloss, provider.url)
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await chat.ask('Who wrote it?')
  await expect(chat.answerThat('complete')).toBeVisible()
  await panel.getByTestId('open-history').click()
  const dialog = panel.getByTestId('history')
  await expect(dialog.getByTestId('history-entry')).toHaveCount(1)
  const problem = dialog.getByRole('alert')
  const pin = async () => {
    await dialog.getByTestId('history-entry').hover()
    await dialog.getByTestId('history-more').click()
    await panel.getByTestId('history-more-pin').click()
  }
  await panel.evaluate('chrome.runtime.sendMessage = () => Promise.reject(new Error("Nobody is there."))')
  await pin()
  await expect(problem).toBeVisible()
  await look(panel, 'in-dialog', info)
  await panel.setViewportSize({ width: 360, height: 780 })
  await dialog.getByTestId('dialog-problem').locator('..').getByRole('button', { name: 'Dismiss' }).press('Enter')
  await expect(problem).toHaveCount(0)
  expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true)

  // What is known already is not said again in the next one.
  await pin()
  await expect(problem).toBeVisible()
  await panel.keyboard.press('Escape')
  await expect(panel.getByTestId('panel-problem')).toBeVisible()
  await panel.getByTestId('open-history').click()
  await expect(dialog.getByTestId('history-entry')).toHaveCount(1)
  await expect(problem).toHaveCount(0)
})
