import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { answerWithOllama } from './harness/options.ts'

const refusal = 'The browser does not let extensions read its own pages.'

test("a page of the browser's own is said to be closed, and a question needs no page", async ({
  gloss,
  provider,
  sample,
}, info) => {
  await answerWithOllama(gloss, provider.url)
  await gloss.page.goto('chrome://version')

  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  const starts = panel.getByTestId('quick-action')
  await expect(panel.getByText('The browser keeps this page closed to extensions.')).toBeVisible()
  await expect(starts).toHaveCount(0)
  await look(panel, 'closed', info)
  await test.step('it offers what can be asked about all the same', async () => {
    const closed = panel.getByTestId('closed-start')
    // Nobody who has connected a model needs the sample any more.
    await expect(closed).toHaveText(['Ask about another tab', 'Ask about a file'])
    await closed.first().click()
    await expect(panel.getByTestId('tab-picker')).toBeVisible()
    await chat.composer.press('Escape')
    await chat.composer.fill('')
    const chooser = panel.waitForEvent('filechooser')
    await closed.last().click()
    await (await chooser).setFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Some notes.') })
    await expect(chat.chips).toHaveCount(1)
    await panel.getByRole('button', { name: /^Remove/ }).click()
    await expect(chat.chips).toHaveCount(0)
  })

  await chat.attachPage()
  await expect(panel.getByTestId('panel-problem')).toContainText(refusal)
  await panel.getByRole('button', { name: 'Dismiss' }).click()
  await expect(panel.getByTestId('panel-problem')).toHaveCount(0)

  await gloss.page.evaluate(() => getSelection()?.selectAllChildren(document.body))
  await gloss.askByKeyboard()
  await expect(panel.getByTestId('panel-problem')).toContainText(refusal)
  await expect(chat.chips).toHaveCount(0)

  provider.script({ reply: 'An answer without a page.' })
  await chat.ask('What is a gloss?')
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(chat.answerText).toHaveText('An answer without a page.')
  const asked = provider.log().filter(({ path }) => path === '/api/chat')
  expect(asked).toHaveLength(1)
  expect(JSON.stringify(asked[0]?.body)).not.toContain('page-text')

  // The panel follows the reader to a page that may be read.
  await panel.getByTestId('new-chat').click()
  await gloss.page.goto(sample.url)
  await expect(starts.first()).toBeEnabled()
})
