import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { addCustomProvider } from './harness/options.ts'

test('a wrong key is said at once, after one request', async ({ gloss, provider, picture }) => {
  const options = await gloss.openOptions()
  const key = 'sk-wrong-canary-5e0f9a'
  const card = await addCustomProvider(options, { name: 'My gateway', baseUrl: provider.openaiUrl, key })
  await card.getByTestId('provider-model').fill('gloss-small')
  await card.getByTestId('provider-model').press('Enter')
  await options.close()

  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await chat.composer.fill('Are you there?')
  const sentAt = Date.now()
  await chat.composer.press('Enter')
  await expect(chat.error).toBeVisible()
  const shownAt = Date.now()
  test.info().annotations.push({ type: 'from Enter to the error', description: `${shownAt - sentAt} ms` })
  await expect(chat.error).toContainText(/key/i)
  await expect(chat.answerThat('failed')).toBeVisible()
  await picture('wrong-key', panel)

  expect(provider.log().filter((entry) => entry.path.endsWith('/chat/completions'))).toHaveLength(1)
  expect(await panel.content()).not.toContain(key)
})
