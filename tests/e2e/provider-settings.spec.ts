import type { Locator, Page } from 'playwright/test'
import { startFakeProvider, type FakeProvider } from '../fake-provider/server.ts'
import { defaultScenario } from '../fake-provider/scenario.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { addServer, openCard, providerCard } from './harness/options.ts'

const secret = 'hush-0123456789abcdef'

test('a secret header goes to the address it was entered for, and to no other until it is entered again', async ({
  gloss,
  provider,
}) => {
  const elsewhere = await startFakeProvider()
  try {
    provider.script({ key: '' })
    elsewhere.script({ key: '' })
    const options = await gloss.openOptions()
    await addServer(options, { name: 'My gateway', address: provider.openaiUrl, key: '' })
    const card = cardOf(options, 'My gateway')
    await openMore(card)
    await addHeader(card, 'Host', 'example.org')
    await card.getByTestId('provider-save').click()
    await expect(card.getByTestId('header-name')).toBeFocused()
    await expect(card).toContainText('The browser writes Host itself')
    await card.getByTestId('header-name').fill('X-Gateway-Token')
    await card.getByTestId('header-value').fill(secret)
    await addHeader(card, 'X-Team', 'reading')
    await save(card)

    const saved = row(card, 'X-Gateway-Token')
    await expect(saved).toContainText('Saved')
    await expect(saved.getByTestId('header-value')).toHaveCount(0)
    await expect(row(card, 'X-Team').getByTestId('header-value')).toHaveValue('reading')
    await saved.getByRole('button', { name: 'Replace X-Gateway-Token' }).click()
    await expect(saved.getByTestId('header-value')).toBeFocused()
    const first = await askTest(card, provider)
    expect(first['x-team']).toBe('reading')
    expect(first['x-gateway-token']).toMatch(/^present sha256:/)

    await card.getByTestId('provider-base-url').fill(elsewhere.openaiUrl)
    await save(card)
    await expect(card.getByTestId('headers-elsewhere')).toContainText(provider.url)
    await card.getByTestId('provider-model').fill('gloss-small')
    await card.getByTestId('provider-test').click()
    await expect(card).toContainText(/X-Gateway-Token .*was entered for/)
    expect(elsewhere.log()).toEqual([])

    await row(card, 'X-Gateway-Token').getByTestId('header-value').fill(secret)
    await save(card)
    await expect(card.getByTestId('headers-elsewhere')).toHaveCount(0)
    expect((await askTest(card, elsewhere))['x-gateway-token']).toBe(first['x-gateway-token'])

    expect(await options.content()).not.toContain(secret)
    const settings: unknown = await options.evaluate(`chrome.storage.local.get('settings').then(JSON.stringify)`)
    expect(settings).toContain('X-Team')
    expect(settings).not.toContain(secret)
  } finally {
    await elsewhere.close()
  }
})

test('limits, prices and the protocol are saved with the card, and an address keeps them', async ({
  gloss,
  provider,
}, info) => {
  provider.script({ key: '' })
  const options = await gloss.openOptions()
  const card = providerCard(options, 'openai')
  await openCard(card)
  await card.getByTestId('provider-base-url').fill(provider.openaiUrl)
  await card.getByTestId('provider-key').fill(defaultScenario.key)
  await save(card)
  await openMore(card)
  await card.getByTestId('limit-requestsPerMinute').fill('many')
  await card.getByTestId('limit-headersMs').fill(' 90,5 ')
  await card.getByTestId('price-add').click()
  await card.getByTestId('price-model').fill('gloss-small')
  await card.getByTestId('price-input').fill('1,25')
  await card.getByTestId('provider-save').click()
  await expect(card.getByTestId('limit-requestsPerMinute')).toBeFocused()
  await expect(card).toContainText('“many” is not a number.')
  await expect(card).toContainText('Output: Enter the price; 0 if it is free.')
  await look(options, 'refused', info)
  // Nothing typed is lost by it.
  await expect(card.getByTestId('limit-headersMs')).toHaveValue(' 90,5 ')
  await card.getByTestId('limit-requestsPerMinute').fill('60')
  await card.getByTestId('price-output').fill('10')
  await card.getByTestId('provider-wire').selectOption('openai-chat')
  await card.getByTestId('provider-whole').check()
  await save(card)
  await expect(card.getByTestId('limit-headersMs')).toHaveValue('90.5')
  await card.getByTestId('provider-base-url').fill(`${provider.url}/moved/v1`)
  await save(card)
  await card.getByTestId('provider-base-url').fill(provider.openaiUrl)
  await save(card)
  expect(await settingsOf(options, 'openai')).toEqual({
    baseUrl: provider.openaiUrl,
    wire: 'openai-chat',
    streaming: false,
    limits: { requestsPerMinute: 60, headersMs: 90_500 },
    prices: { 'gloss-small': { inputPrice: 1.25, outputPrice: 10 } },
  })

  await askTest(card, provider)
  expect(provider.log().map(({ path }) => path)).toContain('/v1/chat/completions')
  expect(provider.log().map(({ path }) => path)).not.toContain('/v1/responses')
  await card.getByTestId('provider-wire').selectOption({ label: 'Responses (recommended)' })
  await save(card)
  provider.reset()
  await card.getByTestId('provider-test').click()
  await provider.waitFor(({ path }) => path === '/v1/responses')
})

test('a server of one’s own that speaks Anthropic’s protocol answers, whatever part of its address was pasted', async ({
  gloss,
  provider,
}) => {
  const options = await gloss.openOptions()
  await options.getByTestId('add-custom-provider').click()
  const dialog = options.getByTestId('add-provider-dialog')
  await dialog.getByTestId('custom-provider-name').fill('My Claude')
  await dialog.getByTestId('custom-provider-wire').selectOption('anthropic-messages')
  await dialog.getByTestId('custom-provider-address').fill(`${provider.url}/v1/messages`)
  await dialog.getByTestId('custom-provider-key').fill(defaultScenario.key)
  await dialog.getByTestId('custom-provider-save').click()
  const card = cardOf(options, 'My Claude')
  await expect(card.getByTestId('provider-base-url')).toHaveValue(provider.url)
  const headers = await askTest(card, provider)
  expect(headers).toMatchObject({ 'anthropic-version': '2023-06-01' })
  expect(headers['x-api-key']).toMatch(/^present/)
  expect(provider.log().at(-1)?.path).toBe('/v1/messages')
})

test('hundreds of models are one stop for the tab key, and are walked through with the arrows', async ({
  gloss,
  provider,
}) => {
  provider.script({ key: '', models: Array.from({ length: 500 }, (_, index) => `model-${index}`) })
  const options = await gloss.openOptions()
  await addServer(options, { name: 'My gateway', address: provider.openaiUrl, key: '' })
  const card = cardOf(options, 'My gateway')
  const uses = card.getByRole('button', { name: / for new chats$/ })
  await expect(uses).toHaveCount(500)
  await card.getByRole('searchbox').focus()
  await options.keyboard.press('Tab')
  await expect(uses.first()).toBeFocused()
  await options.keyboard.press('ArrowDown')
  await options.keyboard.press('ArrowDown')
  await expect(uses.nth(2)).toBeFocused()
  await options.keyboard.press('End')
  await expect(uses.last()).toBeFocused()
  await options.keyboard.press('Enter')
  await expect(options.getByTestId('default-preset').locator('option:checked')).toHaveText(/model-499/)
})

function cardOf(options: Page, name: string): Locator {
  return options.getByTestId('provider-card').filter({ hasText: name })
}

async function openMore(card: Locator): Promise<void> {
  const more = card.getByTestId('provider-more')
  await more.locator('summary').click()
  await expect(more).toHaveAttribute('open')
}

async function addHeader(card: Locator, name: string, value: string): Promise<void> {
  await card.getByTestId('header-add').click()
  await expect(card.getByTestId('header-name').last()).toBeFocused()
  await card.getByTestId('header-name').last().fill(name)
  await card.getByTestId('header-value').last().fill(value)
}

function row(card: Locator, name: string): Locator {
  return card.locator(`[data-testid=header-row][data-header="${name}"]`)
}

async function save(card: Locator): Promise<void> {
  await card.getByTestId('provider-save').click()
  await expect(card.getByTestId('provider-status')).toHaveText('Saved.')
}

/** Tests the provider with a listed model and gives the headers with which the question arrived. */
async function askTest(card: Locator, provider: FakeProvider): Promise<Record<string, string>> {
  await expect(card.locator('select[data-testid=provider-model]')).toBeVisible()
  const before = provider.log().length
  await card.getByTestId('provider-test').click()
  await expect(card.getByTestId('provider-status')).toContainText('answered')
  const question = provider.log().findLast(({ method }) => method === 'POST')
  expect(provider.log().length).toBeGreaterThan(before)
  return question?.headers ?? {}
}

async function settingsOf(options: Page, providerId: string): Promise<unknown> {
  return options.evaluate(
    `chrome.storage.local.get('settings').then(({ settings }) => settings.providers[${JSON.stringify(providerId)}])`,
  )
}

test('an address that is typed and not saved is still there after a look at another page', async ({ gloss }) => {
  const options = await gloss.openOptions()
  const card = providerCard(options, 'ollama')
  await openCard(card)
  const address = card.getByTestId('provider-base-url')
  const saved = await address.inputValue()
  await address.fill('http://192.168.1.20:11434')
  await options.getByRole('link', { name: 'Presets' }).click()
  await expect(address).toHaveCount(0)
  await options.goBack()
  await expect(address).toHaveValue('http://192.168.1.20:11434')
  await card.getByTestId('unsaved').getByRole('button', { name: 'Start over' }).click()
  await expect(address).toBeFocused()
  await expect(address).toHaveValue(saved)
  await expect(card.getByTestId('unsaved')).toHaveCount(0)
  await options.getByRole('link', { name: 'Presets' }).click()
  await options.goBack()
  await expect(address).toHaveValue(saved)
})
