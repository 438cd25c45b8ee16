import { defaultScenario } from '../fake-provider/scenario.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { addServer, chooseDefault } from './harness/options.ts'

test('a key that is no longer valid is said at once, after one request', async ({ gloss, provider, picture }) => {
  const { key } = defaultScenario
  const options = await gloss.openOptions()
  await addServer(options, { name: 'My gateway', address: provider.openaiUrl, key })
  await chooseDefault(options, 'gloss-small')
  expect(await options.content()).not.toContain(key)
  await options.close()
  provider.script({ key: 'sk-fake-replaced' })

  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await expect(chat.picker).toContainText('gloss-small')
  await chat.composer.fill('Are you there?')
  const sentAt = Date.now()
  await chat.composer.press('Enter')
  await expect(chat.error).toBeVisible()
  const took = Date.now() - sentAt
  test.info().annotations.push({ type: 'from Enter to the error', description: `${took} ms` })
  await expect(chat.error).toContainText(/key/i)
  await expect(chat.answerThat('failed')).toBeVisible()
  await picture('wrong-key', panel)

  expect(chatRequests(provider.log())).toHaveLength(1)
  expect(await panel.content()).not.toContain(key)
})

function chatRequests(log: { path: string }[]): { path: string }[] {
  return log.filter((entry) => entry.path.endsWith('/chat/completions'))
}
