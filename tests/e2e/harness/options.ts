import { expect, type Locator, type Page } from 'playwright/test'
import { call, presetOf } from './calls.ts'
import type { Gloss } from './gloss.ts'

/** The card of one provider on the options page. */
export function providerCard(options: Page, providerId: string): Locator {
  return options.locator(`[data-testid=provider-card][data-provider="${providerId}"]`)
}

/** Has Ollama's small model answer new chats, as `connectOllama` leaves it, for tests that are not about the way there. */
export async function answerWithOllama(gloss: Gloss, baseUrl: string): Promise<void> {
  const options = await gloss.openOptionsUndrawn()
  await call(options, 'saveProvider', { providerId: 'ollama', settings: { baseUrl } })
  // What its models can do is asked when they are listed.
  await call(options, 'listModels', { providerId: 'ollama', refresh: true })
  await call(options, 'updateSettings', { patch: { defaultPresetId: await presetOf(options, 'ollama') } })
  await options.close()
}

/** Points the Ollama card to an address and chooses a model for new chats, as a reader does. */
export async function connectOllama(options: Page, baseUrl: string, model: string): Promise<void> {
  const card = providerCard(options, 'ollama')
  await openCard(card)
  await card.getByTestId('provider-base-url').fill(baseUrl)
  await card.getByTestId('provider-save').click()
  await chooseDefault(options, model)
}

/** Adds a server that speaks OpenAI's protocol. */
export async function addServer(
  options: Page,
  { name, address, key }: { name: string; address: string; key: string },
): Promise<void> {
  await options.getByTestId('add-custom-provider').click()
  const dialog = options.getByTestId('add-provider-dialog')
  await dialog.getByTestId('custom-provider-name').fill(name)
  await dialog.getByTestId('custom-provider-address').fill(address)
  await dialog.getByTestId('custom-provider-key').fill(key)
  await dialog.getByTestId('custom-provider-save').click()
  await expect(options.getByTestId('provider-card').filter({ hasText: name })).toBeVisible()
}

export async function openCard(card: Locator): Promise<void> {
  if ((await card.getAttribute('data-open')) !== 'true') await card.getByRole('button').first().click()
  await expect(card.getByTestId('provider-base-url')).toBeVisible()
}

/** Chooses the model that new chats start with, once it is listed. */
export async function chooseDefault(options: Page, model: string): Promise<void> {
  const choice = options.getByTestId('default-preset')
  await expect(choice.locator('option', { hasText: model })).not.toHaveCount(0)
  const value = await choice.locator('option', { hasText: model }).first().getAttribute('value')
  await choice.selectOption(value)
  await expect(choice.locator('option:checked')).toHaveText(new RegExp(model))
}
