import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { chooseDefault, openCard, providerCard } from './harness/options.ts'

// Nothing is granted from the start, as on a reader's machine.
test.use({ hosts: [] })

test('the native prompt: denied it is said, allowed the answer comes', async ({ gloss, provider, picture }) => {
  const options = await gloss.openOptions()
  const card = providerCard(options, 'ollama')
  await openCard(card)
  await card.getByTestId('provider-base-url').fill(provider.url)

  await card.getByTestId('provider-save').click()
  await gloss.answerPrompt('deny')
  await expect(card.getByTestId('provider-status')).toContainText(/not to allow|cannot reach/)
  await picture('denied')
  expect(provider.log().filter((entry) => entry.path === '/api/chat')).toHaveLength(0)

  await card.getByTestId('provider-save').click()
  await gloss.answerPrompt('allow')
  await chooseDefault(options, 'gloss-small')
  await options.close()

  provider.script({ reply: 'Allowed and answered.' })
  const chat = chatIn(await gloss.openPanelByKeyboard())
  await chat.ask('Are you there?')
  await expect(chat.answerText).toContainText('Allowed and answered.')
  await picture('allowed')
})
