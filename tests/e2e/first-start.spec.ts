import { startFakeProvider, type FakeProvider } from '../fake-provider/server.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { providerCard } from './harness/options.ts'

// Nothing is granted from the start, as on a reader's machine.
test.use({ hosts: [], keepsWelcome: true })

/** Where Ollama listens when nobody told it otherwise. */
const ollamaPort = 11_434
const model = 'gloss-small'

test('the first start finds Ollama by itself, connects it with one click, and it answers', async ({
  gloss,
  picture,
}) => {
  const { welcome } = gloss
  if (!welcome) throw new Error('The first start showed no page of its own.')
  expect(new URL(welcome.url()).hash).toBe('#welcome')
  await expect(welcome.getByText('Ready. It finds and quotes passages without any model.')).toBeVisible()
  await expect(welcome.getByText('None yet. With a key of your own you can ask a cloud model.')).toBeVisible()
  await expect(welcome.getByText(/Not running on this computer|It seems to be running/)).toBeVisible()

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
    await expect(welcome.getByText('Connected, with 2 models.')).toBeVisible()
    await picture('connected')

    await welcome.getByRole('link', { name: 'Choose a model' }).click()
    await providerCard(welcome, 'ollama')
      .getByRole('button', { name: `Use ${model} for new chats` })
      .click()
    await expect(welcome.getByTestId('default-preset').locator('option:checked')).toHaveText(model)
    await welcome.close()

    provider.script({ reply: 'Found, connected and answered.' })
    const panel = await gloss.openPanelByKeyboard()
    const chat = chatIn(panel)
    await expect(chat.picker).toHaveText(model)
    await chat.ask('Are you there?')
    await expect(chat.answerText).toContainText('Found, connected and answered.')
    await picture('answered', panel)
    const asked = provider.log().filter(({ path }) => path === '/api/chat')
    expect(asked).toHaveLength(1)
    expect(asked[0]?.body).toMatchObject({ model })
    // Ollama refuses the origin of extensions: the request must not carry one.
    expect(asked[0]?.headers.origin).toBeUndefined()
  } finally {
    await provider.close()
  }
})

async function startAtDefaultAddress(): Promise<FakeProvider | undefined> {
  try {
    return await startFakeProvider({ port: ollamaPort })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined
    throw error
  }
}
