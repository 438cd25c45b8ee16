import type { Page } from 'playwright'
import { startFakeProvider } from '../fake-provider/server.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { reloaded } from './harness/whole-panel.ts'

const local = { id: 'local', name: 'gloss-small', providerId: 'ollama', model: 'gloss-small', parameters: {} }

/** Asks the worker as the options page does; what stands behind its fields is tried elsewhere. */
async function asOptions(options: Page, name: string, input: unknown): Promise<unknown> {
  const reply: unknown = await options.evaluate(
    (message) =>
      // The extension's own global, which this page has.
      (
        globalThis as unknown as { chrome: { runtime: { sendMessage(message: object): unknown } } }
      ).chrome.runtime.sendMessage(message),
    { call: name, input },
  )
  expect(reply).toMatchObject({ ok: true })
  return (reply as { value: unknown }).value
}

test('a question over the user’s limit waits visibly, and is sent at once when told to', async ({
  gloss,
  provider,
}, info) => {
  const options = await gloss.openOptions()
  const settings = { baseUrl: provider.url, limits: { requestsPerMinute: 1 } }
  await asOptions(options, 'saveProvider', { providerId: 'ollama', settings })
  await asOptions(options, 'savePreset', { preset: local })
  await asOptions(options, 'updateSettings', { patch: { defaultPresetId: local.id } })
  await options.close()
  provider.script({ reply: 'Short.', paceMs: 0 })
  const questions = () => provider.log().filter((entry) => entry.path === '/api/chat')

  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await chat.ask('One?')
  const wait = panel.getByTestId('message-limit-wait')
  const sendNow = wait.getByRole('button', { name: 'Send now' })
  // A list that the panel fetched may have used the minute up already.
  await expect(chat.answerThat('complete').or(sendNow)).toBeVisible()
  if (await sendNow.isVisible()) await sendNow.click()
  await expect(chat.answerThat('complete')).toBeVisible()

  await chat.ask('Two?')
  await expect(wait).toContainText(/You allow Ollama one request a minute: this question is sent in \d+ s\./)
  expect(questions()).toHaveLength(1)
  await look(panel, 'over-the-limit', info)

  // The count outlives the panel, and the wait is the run's and not the panel's.
  await reloaded(panel)
  await expect(wait).toBeVisible()
  await chat.stop.click()
  await expect(chat.answerThat('stopped')).toBeVisible()
  expect(questions()).toHaveLength(1)

  await chat.ask('Three?')
  await sendNow.click()
  await expect(chat.answers).toHaveCount(3)
  await expect(chat.answerThat('complete')).toContainText('Short.')
  expect(questions()).toHaveLength(2)

  // Nor does it end with the worker.
  await gloss.killWorker()
  await chat.ask('Four?')
  await expect(wait).toBeVisible()
  expect(questions()).toHaveLength(2)
  await chat.stop.click()
  await expect(chat.answerThat('stopped')).toBeVisible()
})

test('one answer at a time where the user wants it so; the next begins when the first ends', async ({
  gloss,
  provider,
}, info) => {
  const options = await gloss.openOptions()
  const settings = { baseUrl: provider.url, limits: { concurrentRuns: 1 } }
  await asOptions(options, 'saveProvider', { providerId: 'ollama', settings })
  await asOptions(options, 'savePreset', { preset: local })
  await asOptions(options, 'updateSettings', { patch: { defaultPresetId: local.id } })
  await options.close()
  provider.script({ reply: 'Once upon a time there was a margin.', fault: { kind: 'stall', after: 3 }, faultTimes: 1 })

  const first = await gloss.openPanelInTab()
  await chatIn(first).ask('One?')
  await expect(chatIn(first).answerText).toBeVisible()
  const second = await gloss.openPanelInTab()
  await second.getByTestId('new-chat').click()
  await chatIn(second).ask('Two?')
  await expect(second.getByTestId('message-slot-wait')).toContainText('Waits for another answer of Ollama to end.')
  expect(provider.log().filter((entry) => entry.path === '/api/chat')).toHaveLength(1)
  await look(second, 'waiting-for-a-slot', info)
  await chatIn(first).stop.click()
  await expect(chatIn(second).answerThat('complete')).toContainText('Once upon a time')
})

test('a fallback answers for a provider that is overloaded, and the answer says who wrote it', async ({
  gloss,
  provider,
}, info) => {
  const other = await startFakeProvider()
  try {
    provider.script({ fault: { kind: 'status', status: 503, headers: { 'retry-after': '30' } } })
    other.script({ reply: 'From the other one.', key: '' })
    const options = await gloss.openOptions()
    await asOptions(options, 'saveProvider', { providerId: 'ollama', settings: { baseUrl: provider.url } })
    const server = { name: 'My gateway', wire: 'openai-chat', baseUrl: other.openaiUrl }
    const added = await asOptions(options, 'addCustomProvider', { provider: server })
    const { providerId } = added as { providerId: string }
    const prices = { 'gloss-large': { inputPrice: 2, outputPrice: 6 } }
    await asOptions(options, 'saveProvider', { providerId, settings: { prices } })
    const standIn = { id: 'stand-in', name: 'gloss-large', providerId, model: 'gloss-large', parameters: {} }
    await asOptions(options, 'savePreset', { preset: standIn })
    await asOptions(options, 'savePreset', { preset: { ...local, fallbackPresetIds: [standIn.id] } })
    await asOptions(options, 'updateSettings', { patch: { defaultPresetId: local.id } })
    await options.close()

    const panel = await gloss.openPanelInTab()
    const chat = chatIn(panel)
    await chat.ask('Anybody?')
    await expect(chat.answerThat('complete')).toContainText('From the other one.')
    const sentence = 'Written by gloss-large · My gateway, because gloss-small · Ollama is overloaded.'
    await expect(chat.answer.getByTestId('message-author')).toHaveText(sentence)
    // What it cost, by the prices that were entered.
    await expect(chat.answer).toContainText(/· \$0\.\d+/)
    await look(panel, 'fallback', info)

    await chat.answer.getByTestId('message-receipt').click()
    const receipt = panel.getByTestId('receipt')
    await expect(receipt).toContainText('My gateway')
    await expect(receipt).toContainText('Ollama')
    await expect(receipt).toContainText('by the prices you entered')
    await look(panel, 'fallback-receipt', info)
    await panel.keyboard.press('Escape')

    // Nobody is left: the failure is that of the one that was chosen.
    other.script({ fault: { kind: 'status', status: 503 } })
    await chat.ask('And now?')
    await expect(chat.answerThat('failed')).toBeVisible({ timeout: 20_000 })
    await expect(chat.error).toContainText(/Ollama is overloaded.* Its fallback gloss-large · My gateway failed too\./)
    await look(panel, 'all-failed', info)
  } finally {
    await other.close()
  }
})
