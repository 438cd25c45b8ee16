import { expect, type Locator, type Page } from 'playwright/test'

/** The card of one provider on the options page. */
export function providerCard(options: Page, providerId: string): Locator {
  return options.locator(`[data-testid=provider-card][data-provider="${providerId}"]`)
}

/** Points the Ollama card to an address and chooses a model for new chats, as a reader does. */
export async function connectOllama(options: Page, baseUrl: string, model: string): Promise<void> {
  const card = providerCard(options, 'ollama')
  await openCard(card)
  await card.getByTestId('provider-base-url').fill(baseUrl)
  await card.getByTestId('provider-save').click()
  await chooseModel(card, model)
}

/** Adds a server that speaks OpenAI's protocol and chooses a model; returns the card. */
export async function addCustomProvider(
  options: Page,
  { name, baseUrl, key }: { name: string; baseUrl: string; key: string },
): Promise<Locator> {
  await options.getByTestId('add-custom-provider').click()
  const form = options.getByTestId('custom-provider-form')
  await form.getByTestId('custom-provider-name').fill(name)
  await form.getByTestId('provider-base-url').fill(baseUrl)
  await form.getByTestId('provider-key').fill(key)
  await form.getByTestId('provider-save').click()
  const card = options.getByTestId('provider-card').filter({ hasText: name })
  await expect(card).toBeVisible()
  return card
}

export async function openCard(card: Locator): Promise<void> {
  const address = card.getByTestId('provider-base-url')
  if (!(await address.isVisible())) await card.getByRole('button').first().click()
  await expect(address).toBeVisible()
}

export async function chooseModel(card: Locator, model: string): Promise<void> {
  const choice = card.getByTestId('provider-model')
  await expect(choice.locator(`option[value="${model}"]`)).toHaveCount(1)
  await choice.selectOption(model)
}
