import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { connectOllama } from './harness/options.ts'

const model = 'gloss-small'
/** Long enough to be interrupted in the middle. */
const longReply = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ')

test.beforeEach(async ({ gloss, provider }) => {
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, model)
  await options.close()
})

test('an answer streams from Ollama, about the page', async ({ gloss, provider, picture }) => {
  provider.script({ reply: 'First **words**.\n\nLast words.', reasoning: 'Let me think.' })
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await chat.attachPage()
  await expect(chat.chips).toHaveCount(1)
  await chat.ask('What is this about?')
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(chat.answerText).toContainText('First words.')
  await expect(chat.answerText).toContainText('Last words.')
  await expect(chat.answer.getByTestId('message-reasoning')).toContainText('Let me think.')
  await picture('answered', panel)

  const asked = provider.log().filter((entry) => entry.path === '/api/chat')
  expect(asked).toHaveLength(1)
  const body = JSON.stringify(asked[0]?.body)
  expect(body).toContain('What is this about?')
  expect(body).toContain((await gloss.page.title()).slice(0, 20))
  // Ollama refuses the origin of extensions: the request must not carry one.
  expect(asked[0]?.headers.origin).toBeUndefined()
})

test('stop closes the connection', async ({ gloss, provider, picture }) => {
  provider.script({ reply: longReply, paceMs: 40 })
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await chat.ask('Say much')
  await expect(chat.answerText).toContainText('word5')
  await picture('streaming', panel)
  await chat.stop.click()
  await expect(chat.answerThat('stopped')).toBeVisible()
  const entry = await provider.waitFor((one) => one.path === '/api/chat' && one.closedAt !== undefined)
  expect(entry.closedBy).toBe('client')
  await expect(chat.answerText).toContainText('word5')
  await picture('stopped', panel)
})

test('an answer goes on while the panel is closed', async ({ gloss, provider }) => {
  provider.script({ reply: longReply, paceMs: 10 })
  const first = chatIn(await gloss.openPanelByKeyboard())
  await first.ask('Say much')
  await expect(first.answerText).toContainText('word5')
  await gloss.closePanel()

  const second = chatIn(await gloss.openPanelByKeyboard())
  await expect(second.answerThat('complete')).toBeVisible({ timeout: 30_000 })
  await expect(second.answerText).toHaveText(longReply)
  await expect(second.answers).toHaveCount(1)
  expect(provider.log().filter((entry) => entry.path === '/api/chat')).toHaveLength(1)
})

test('an answer whose worker is ended keeps its text and says that it was interrupted', async ({
  gloss,
  provider,
  picture,
}) => {
  provider.script({ reply: longReply, paceMs: 40 })
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await chat.ask('Say much')
  await expect(chat.answerText).toContainText('word60')
  await gloss.killWorker()
  await expect(chat.answerThat('interrupted')).toBeVisible()
  await expect(chat.answerText).toContainText('word5')
  await picture('interrupted', panel)
  expect(provider.log().filter((entry) => entry.path === '/api/chat')).toHaveLength(1)
})

test('a model that is gone says so, with the remedy beside it', async ({ gloss, provider, picture }) => {
  provider.script({ models: ['another'] })
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await chat.ask('Are you there?')
  await expect(chat.answerThat('failed')).toBeVisible()
  await expect(chat.error).toContainText(model)
  await expect(chat.error.getByRole('button', { name: 'Choose a model' })).toBeVisible()
  await picture('model-gone', panel)
})

test('a server that breaks off in the middle leaves what it sent, and an error', async ({ gloss, provider }) => {
  provider.script({ reply: longReply, paceMs: 1, fault: { kind: 'cut', after: 20, how: 'close' } })
  const chat = chatIn(await gloss.openPanelByKeyboard())
  await chat.ask('Say much')
  await expect(chat.answerThat('failed')).toBeVisible()
  await expect(chat.answerText).toContainText('word5')
  await expect(chat.error).toBeVisible()
  expect(provider.log().filter((entry) => entry.path === '/api/chat')).toHaveLength(1)
})
