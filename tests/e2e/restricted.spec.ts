import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { connectOllama } from './harness/options.ts'

const refusal = 'The browser does not let extensions read its own pages.'

test("a page of the browser's own is said to be closed, and a question needs no page", async ({
  gloss,
  provider,
  sample,
  picture,
}) => {
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  await options.close()
  await gloss.page.goto('chrome://version')

  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  const starts = panel.getByTestId('quick-action')
  await expect(panel.getByText('The browser keeps this page closed to extensions.')).toBeVisible()
  await expect(starts).toHaveCount(3)
  for (const start of await starts.all()) await expect(start).toBeDisabled()
  await picture('closed', panel)

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
