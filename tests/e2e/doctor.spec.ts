import type { Locator, Page } from 'playwright/test'
import { defaultScenario } from '../fake-provider/scenario.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { addServer, chooseDefault, connectOllama, providerCard } from './harness/options.ts'

const counted = Array.from({ length: 40 }, (_, index) => index + 1).join(' ')
const { key } = defaultScenario

test.beforeEach(({ provider }) => provider.script({ reply: counted, paceMs: 2 }))

test('a provider that works says so, and what was checked', async ({ gloss, provider, picture }) => {
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  const card = providerCard(options, 'ollama')
  await card.getByTestId('provider-test').click()
  await expect(card.getByTestId('provider-status')).toContainText('gloss-small answered; its first word came')
  await card.getByText('What was checked').click()
  await expect(card.locator('[data-rung][data-state=passed]')).toHaveCount(8)
  await expect(rung(card, 'key')).toHaveAttribute('data-state', 'skipped')
  await picture('passed', options)
  expect(provider.log().filter((entry) => entry.path === '/api/chat')).toHaveLength(1)
})

test('a key that is not accepted leads to its field', async ({ gloss, provider }, info) => {
  const options = await gloss.openOptions()
  await addServer(options, { name: 'My gateway', address: provider.openaiUrl, key: 'sk-fake-wrong' })
  const card = cardOf(options, 'My gateway')
  await card.getByTestId('provider-model').fill('gloss-small')
  await card.getByTestId('provider-test').click()
  await expect(rung(card, 'key')).toHaveAttribute('data-state', 'failed')
  await expect(card.getByTestId('provider-status')).toContainText('Not reached: model exists')
  await look(options, 'wrong-key', info)
  await rung(card, 'key').getByTestId('rung-mend').click()
  await expect(card.getByTestId('provider-key')).toBeFocused()
  expect(await options.content()).not.toContain('sk-fake-wrong')
})

test('a model that is missing is a command away', async ({ gloss, provider }) => {
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  provider.script({ models: ['another'] })
  const card = providerCard(options, 'ollama')
  await card.getByTestId('provider-test').click()
  await rung(card, 'model').getByTestId('rung-mend').click()
  await expect(rung(card, 'model').getByTestId('rung-mend')).toHaveText('Copied')
  expect(await pasted(options)).toBe('ollama pull gloss-small')
})

test('a refused origin gives the line for this extension', async ({ gloss, provider, picture }) => {
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  provider.script({ fault: { kind: 'status', status: 403, body: '' } })
  const card = providerCard(options, 'ollama')
  await card.getByTestId('provider-test').click()
  await expect(rung(card, 'origin')).toContainText(/restart/i)
  await picture('refused', options)
  await rung(card, 'origin').getByTestId('rung-mend').click()
  await expect(rung(card, 'origin').getByTestId('rung-mend')).toHaveText('Copied')
  expect(await pasted(options)).toContain(`Environment="OLLAMA_ORIGINS=chrome-extension://${gloss.extensionId}"`)
})

test('a proxy that holds the stream back is found, and one piece chosen and undone', async ({
  gloss,
  provider,
  picture,
}) => {
  const options = await gloss.openOptions()
  await addServer(options, { name: 'My gateway', address: provider.openaiUrl, key })
  provider.script({ heldBackMs: 2_000 })
  const card = cardOf(options, 'My gateway')
  await card.getByTestId('provider-test').click()
  await expect(rung(card, 'stream')).toContainText('in one burst')
  await picture('held-back', options)
  const button = rung(card, 'stream').getByTestId('rung-mend')
  await button.click()
  await expect(rung(card, 'stream')).toContainText('Saved: from now on')
  await button.click()
  await expect(button).toHaveText('Ask for answers in one piece')
  await button.click()
  await expect(rung(card, 'stream')).toContainText('Saved: from now on')
})

test('a check ends with its button and with its page', async ({ gloss, provider }) => {
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  provider.script({ fault: { kind: 'stall', after: 3 } })
  const card = providerCard(options, 'ollama')
  const button = card.getByTestId('provider-test')
  await button.click()
  await expect(rung(card, 'first-byte')).toHaveAttribute('data-state', 'passed')
  await expect(button).toHaveText('Stop')
  await button.click()
  await expect(card.getByTestId('provider-status')).toContainText('You stopped the check.')
  await provider.waitFor((entry) => entry.path === '/api/chat' && entry.closedBy === 'client')

  await button.click()
  await expect(rung(card, 'first-byte')).toHaveAttribute('data-state', 'passed')
  await options.close()
  await expect
    .poll(() => provider.log().filter((entry) => entry.path === '/api/chat' && entry.closedBy === 'client').length)
    .toBe(2)
})

test('all are checked at once, and those nobody set up are not called broken', async ({ gloss, provider }, info) => {
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  await addServer(options, { name: 'My gateway', address: provider.openaiUrl, key: 'sk-fake-wrong' })
  await options.getByTestId('check-all').click()
  const summary = options.getByTestId('check-all-summary')
  await expect(summary).toContainText('Working: Built-in reader, Ollama.')
  await expect(summary).toContainText('Not working: My gateway.')
  await expect(summary).toContainText(/Not set up: .*OpenAI/)
  await expect(rung(cardOf(options, 'My gateway'), 'key')).toHaveAttribute('data-state', 'failed')
  await options.getByTestId('check-all').scrollIntoViewIfNeeded()
  await look(options, 'all', info)
})

test('an error in the panel leads to its reason, and back to the answer', async ({ gloss, provider, picture }) => {
  const options = await gloss.openOptions()
  await addServer(options, { name: 'My gateway', address: provider.openaiUrl, key })
  await chooseDefault(options, 'gloss-small')
  await options.close()
  provider.script({ key: 'sk-fake-replaced' })

  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await chat.ask('Are you there?')
  await chat.error.getByTestId('find-out-why').click()
  const dialog = panel.getByTestId('checkup')
  await expect(rung(dialog, 'key')).toHaveAttribute('data-state', 'failed')
  await picture('why', panel)

  provider.script({ key })
  await dialog.getByRole('button', { name: 'Check again' }).click()
  await expect(dialog).toContainText('gloss-small answered')
  await picture('mended', panel)
  await dialog.getByRole('button', { name: 'Ask again' }).click()
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(dialog).toHaveCount(0)
})

function rung(place: Locator, name: string): Locator {
  return place.locator(`[data-rung="${name}"]`)
}

function cardOf(options: Page, name: string): Locator {
  return options.getByTestId('provider-card').filter({ hasText: name })
}

/** What is on the clipboard, as a reader gets it: by pasting. */
async function pasted(page: Page): Promise<string> {
  await page.evaluate(() => {
    const field = document.createElement('textarea')
    field.id = 'pasted'
    document.body.prepend(field)
    field.focus()
  })
  await page.keyboard.press('Control+V')
  return page.locator('#pasted').inputValue()
}
