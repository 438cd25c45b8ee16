import { startFakeProvider } from '../fake-provider/server.ts'
import { call, key } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { connectOllama } from './harness/options.ts'

/** As many as a shop that resells all the others has. */
const many = Array.from({ length: 340 }, (_, index) => `maker-${index % 17}/model-${index}-instruct`)

test('one of hundreds of models is found and chosen with the keyboard, in the middle of a conversation', async ({
  gloss,
  provider,
}, info) => {
  const reseller = await startFakeProvider()
  reseller.script({ models: many, paceMs: 0 })
  provider.script({ paceMs: 0 })
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  const { providerId = '' } = await call(options, 'addCustomProvider', {
    provider: { name: 'Reseller', wire: 'openai-chat', baseUrl: reseller.openaiUrl },
  })
  await call(options, 'setKey', { providerId, key, plainHttp: true })
  await call(options, 'listModels', { providerId, refresh: true })
  await options.close()

  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  const search = panel.getByTestId('preset-search')
  await expect(chat.picker).toHaveText('gloss-small')
  await chat.ask('First?')
  await expect(chat.answerThat('complete')).toBeVisible()

  await panel.keyboard.press('Tab')
  await panel.keyboard.press('Tab')
  await expect(chat.picker).toBeFocused()
  await panel.keyboard.press('Enter')
  await expect(search).toBeFocused()
  await expect(chat.models.first()).toHaveAttribute('aria-selected', 'true')
  await look(panel, 'open', info)
  await panel.keyboard.type('reseller 123')
  await expect(chat.models).toHaveCount(1)
  await look(panel, 'found', info)
  await search.fill('no such model')
  await expect(chat.models).toHaveCount(0)
  await search.fill('model-12')
  await panel.keyboard.press('ArrowDown')
  await panel.keyboard.press('Enter')
  await expect(chat.composer).toBeFocused()
  await expect(chat.picker).toContainText('model-12')
  const chosen = (await chat.picker.textContent()) ?? ''

  await chat.ask('Second?')
  await expect(chat.answerThat('complete')).toContainText(`An answer from ${chosen}`)
  // The name gives way before the time does.
  await panel.setViewportSize({ width: 300, height: 780 })
  await expect(panel.getByText(/^ · \d+\.\d s$/).last()).toBeInViewport({ ratio: 0.9 })

  // What was used last stands first; Escape leaves everything as it is and gives the focus back.
  await chat.picker.click()
  await expect(chat.models.nth(0)).toContainText(chosen)
  await expect(chat.models.nth(1)).toContainText('gloss-small')
  await panel.keyboard.press('Escape')
  await expect(search).toHaveCount(0)
  await expect(chat.picker).toBeFocused()
  await expect(chat.picker).toHaveText(chosen)

  await chat.picker.click()
  await panel.getByTestId('compare-on').click()
  await chat.models.nth(1).click()
  await look(panel, 'comparing', info)
  await chat.models.nth(2).click()
  await expect(chat.models.nth(3)).toHaveAttribute('aria-disabled', 'true')
  await panel.getByTestId('compare-done').click()
  await expect(panel.getByTestId('compared-model')).toHaveCount(3)
  await panel.getByTestId('compared-off').click()
  await expect(panel.getByTestId('compared-model')).toHaveCount(0)
  await expect(chat.picker).toHaveText(chosen)
  await reseller.close()
})

test('a short list of models is no higher than it has to be, begins at the chosen one, and stays where it is while it is searched', async ({
  gloss,
  provider,
}, info) => {
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  await options.close()
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  const search = panel.getByTestId('preset-search')
  await expect(chat.picker).toHaveText('gloss-small')
  await chat.picker.click()
  await expect(chat.models.and(panel.locator('[data-active]'))).toContainText('gloss-small')
  await expect(chat.models.first()).toContainText('Built-in reader')
  await look(panel, 'short', info)
  const list = await panel.getByRole('listbox').boundingBox()
  const last = await chat.models.last().boundingBox()
  expect((list?.y ?? 0) + (list?.height ?? 0) - (last?.y ?? 0) - (last?.height ?? 0)).toBeLessThan(8)
  const before = await search.boundingBox()
  await search.fill('no such model')
  await expect(chat.models).toHaveCount(0)
  expect(await search.boundingBox()).toEqual(before)

  // A list that opens under a pointer at rest is not pointed at.
  await panel.keyboard.press('Escape')
  await panel.mouse.move((last?.x ?? 0) + 20, (last?.y ?? 0) + 5)
  await panel.keyboard.press('Enter')
  await expect(chat.models.last()).toBeVisible()
  await panel.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await expect(chat.models.and(panel.locator('[data-active]'))).toContainText('gloss-small')
  await panel.mouse.move((last?.x ?? 0) + 25, (last?.y ?? 0) + 6, { steps: 3 })
  await expect(chat.models.and(panel.locator('[data-active]'))).toContainText('gloss-large')
})
