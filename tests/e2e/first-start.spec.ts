import type { Page } from 'playwright'
import { defaultScenario } from '../fake-provider/scenario.ts'
import { startFakeProvider, type FakeProvider } from '../fake-provider/server.ts'
import { call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import type { Gloss } from './harness/gloss.ts'
import { look } from './harness/look.ts'

// Nothing is granted from the start, as on a reader's machine.
test.use({ hosts: [], keepsWelcome: true })

/** Where Ollama listens when nobody told it otherwise. */
const ollamaPort = 11_434
const model = 'gloss-small'
const question = 'What is a gloss?'

function welcomeOf({ welcome }: Gloss): Page {
  if (!welcome) throw new Error('The first start showed no page of its own.')
  return welcome
}

test('one click on the welcome page, and the built-in reader answers from the sample', async ({ gloss, picture }) => {
  const welcome = welcomeOf(gloss)
  expect(new URL(welcome.url()).hash).toBe('#welcome')
  await expect(welcome.getByText('Ready. It finds and quotes passages without any model.')).toBeVisible()
  await expect(welcome.getByText('None yet. With one you can ask a cloud model.')).toBeVisible()
  await expect(welcome.getByText(/Not running on this computer|It seems to be running/)).toBeVisible()
  await welcome.bringToFront()

  await welcome.getByRole('button', { name: question }).click()
  const chat = chatIn(await gloss.panel())
  await expect(chat.questions).toHaveText(new RegExp(question.replace('?', '\\?')))
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(chat.answerText).toContainText('was called a gloss.')
  await picture('answered')

  // Each further one begins a new chat in the same panel.
  await welcome.getByRole('button', { name: 'Why were margins wide?' }).click()
  await expect(chat.answerText).toContainText('margins were wide on purpose')
  await expect(chat.answers).toHaveCount(1)
})

test('the welcome page in every theme and width', async ({ gloss }, info) => {
  const welcome = welcomeOf(gloss)
  await expect(welcome.getByText(/Not running on this computer|It seems to be running/)).toBeVisible()
  await look(welcome, 'welcome', info)
  await welcome.getByTestId('welcome-key').fill('sk-unknown')
  await expect(welcome.getByTestId('welcome-key-connect')).toBeDisabled()
  await look(welcome, 'key', info)
})

test('a page is answered about with one question and one press, in a panel that may not read it yet', async ({
  gloss,
  picture,
}) => {
  const welcome = welcomeOf(gloss)
  await welcome.bringToFront()
  await welcome.getByRole('button', { name: question }).click()
  const panel = await gloss.panel()
  const chat = chatIn(panel)
  await expect(chat.answerThat('complete')).toBeVisible()
  await panel.getByTestId('new-chat').click()
  await gloss.page.bringToFront()

  await test.step('a typed question takes the page along by itself', async () => {
    await chat.ask('Who coined the word marginalia?')
    const problem = panel.getByTestId('panel-problem')
    await expect(problem).toContainText('press its button in the toolbar')
    await expect(chat.composer).toHaveValue('Who coined the word marginalia?')
    await picture('asks-for-a-press', panel)
    await gloss.desktop.press('alt+shift+s')
    await expect(chat.answerThat('complete')).toBeVisible()
    await expect(chat.answerText).toContainText('quote')
    await expect(problem).toHaveCount(0)
    await expect(chat.composer).toHaveValue('')
  })

  await test.step('so does a quick action, on the next page', async () => {
    await panel.getByTestId('new-chat').click()
    await gloss.page.goto(gloss.page.url().replace('127.0.0.1', 'localhost'))
    await panel.locator('[data-testid=quick-action][data-action=summarize]').click()
    await expect(panel.getByTestId('panel-problem')).toContainText('It then goes on by itself.')
    await gloss.desktop.press('alt+shift+s')
    await expect(chat.answerThat('complete')).toBeVisible()
    await expect(chat.questions).toHaveCount(1)
  })
})

test('by keys alone: a question about the sample, and one about the page', async ({ gloss }) => {
  const welcome = welcomeOf(gloss)
  await welcome.bringToFront()
  const first = welcome.getByRole('button', { name: question })
  for (let presses = 0; presses < 5 && !(await first.evaluate((it) => it === document.activeElement)); presses += 1)
    await welcome.keyboard.press('Tab')
  await expect(first).toBeFocused()
  await welcome.keyboard.press('Enter')
  const sampled = chatIn(await gloss.panel())
  await expect(sampled.answerThat('complete')).toBeVisible()
  await gloss.closePanel()

  await gloss.page.bringToFront()
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await panel.keyboard.press('Alt+Shift+N')
  await expect(chat.answers).toHaveCount(0)
  await expect(chat.composer).toBeFocused()
  await panel.keyboard.type('Who coined the word marginalia?')
  await panel.keyboard.press('Enter')
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(chat.answerText).toContainText('I quote.')
})

test('the first start finds Ollama by itself, connects it with one click, and it answers', async ({
  gloss,
  picture,
}) => {
  const welcome = welcomeOf(gloss)
  const provider = await startAtDefaultAddress()
  test.skip(!provider, `Another program listens on port ${ollamaPort}, so that no Ollama can be played there.`)
  if (!provider) return
  try {
    await welcome.reload()
    await welcome.bringToFront()
    await expect(welcome.getByText('It seems to be running at localhost:11434.')).toBeVisible()
    await picture('found')
    await welcome.getByTestId('welcome-connect-ollama').click()
    await gloss.answerPrompt('allow')
    await expect(welcome.getByText(`Connected: ${model} answers.`)).toBeVisible()
    await picture('connected')

    provider.script({ reply: 'Found, connected and answered.' })
    await welcome.getByRole('button', { name: question }).click()
    const panel = await gloss.panel()
    const chat = chatIn(panel)
    await expect(chat.answerText).toContainText('Found, connected and answered.')
    await expect(chat.picker).toHaveText(model)
    await picture('answered', panel)
    const asked = provider.log().filter(({ path }) => path === '/api/chat')
    expect(asked).toHaveLength(1)
    expect(asked[0]?.body).toMatchObject({ model })
    expect(JSON.stringify(asked[0]?.body)).toContain('Notes in the margin')
    // Ollama refuses the origin of extensions: the request must not carry one.
    expect(asked[0]?.headers.origin).toBeUndefined()
  } finally {
    await provider.close()
  }
})

test('a pasted key is known by its looks, one click connects its shop, and it answers', async ({
  gloss,
  provider,
  picture,
}) => {
  const welcome = welcomeOf(gloss)
  await welcome.bringToFront()
  const key = `sk-or-${defaultScenario.key}`
  provider.script({ key, reply: 'Answered from the cloud.' })
  // The shop itself is far away: its address leads to this machine.
  await call(welcome, 'saveProvider', { providerId: 'openrouter', settings: { baseUrl: provider.openaiUrl } })

  await welcome.getByTestId('welcome-key').fill(key)
  await expect(welcome.getByTestId('welcome-key-shop').locator('option:checked')).toHaveText('OpenRouter')
  await picture('recognised')
  await welcome.getByRole('button', { name: 'Connect OpenRouter' }).click()
  await gloss.answerPrompt('allow')
  await expect(welcome.getByText(`OpenRouter is connected: ${model} answers.`)).toBeVisible()
  await expect(welcome.getByTestId('welcome-key')).toHaveValue('')
  await expect(welcome.getByTestId('welcome-key')).toBeFocused()
  expect(await welcome.content()).not.toContain(key)

  await welcome.getByRole('button', { name: question }).click()
  const chat = chatIn(await gloss.panel())
  await expect(chat.answerText).toContainText('Answered from the cloud.')
  await picture('answered')
})

test('a key that is refused says so on the welcome page', async ({ gloss, provider, picture }) => {
  const welcome = welcomeOf(gloss)
  await welcome.bringToFront()
  await call(welcome, 'saveProvider', { providerId: 'groq', settings: { baseUrl: provider.openaiUrl } })
  await welcome.getByTestId('welcome-key').fill('gsk_wrong')
  await welcome.getByTestId('welcome-key').press('Enter')
  await gloss.answerPrompt('allow')
  await expect(welcome.getByRole('alert')).toContainText(/key/)
  await expect(welcome.getByText('None yet.')).toBeVisible()
  await picture('refused')
})

async function startAtDefaultAddress(): Promise<FakeProvider | undefined> {
  try {
    return await startFakeProvider({ port: ollamaPort })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined
    throw error
  }
}
