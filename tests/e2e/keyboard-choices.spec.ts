import type { Locator } from 'playwright'
import type { FakeProvider } from '../fake-provider/server.ts'
import { addGateway, call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { serveFieldPages } from './harness/field-pages.ts'
import { expect, test } from './harness/fixtures.ts'
import type { Gloss } from './harness/gloss.ts'
import { keysOf } from './harness/keys.ts'

/** The panel as narrow as it usually is, with two models to ask. */
async function started(gloss: Gloss, provider: FakeProvider) {
  const panel = await gloss.openPanelInTab()
  await panel.setViewportSize({ width: 360, height: 780 })
  const { providerId, presetId } = await addGateway(panel, provider.openaiUrl)
  await call(panel, 'ensurePreset', { providerId, model: 'gloss-large' })
  await call(panel, 'updateSettings', { patch: { defaultPresetId: presetId } })
  provider.script({ paceMs: 1 })
  const chat = chatIn(panel)
  await expect(chat.composer).toBeFocused()
  return { panel, chat, keys: keysOf(panel), byId: (id: string): Locator => panel.getByTestId(id) }
}

test('models are chosen and compared, and one answer is kept, by keys', async ({ gloss, provider }) => {
  test.setTimeout(150_000)
  const { panel, chat, keys, byId } = await started(gloss, provider)

  await keys.enter(chat.picker)
  await expect(byId('preset-search')).toBeFocused()
  await keys.type('gloss-large')
  await keys.press('Enter')
  await expect(chat.composer).toBeFocused()
  await expect(chat.picker).toContainText('gloss-large')
  await keys.enter(chat.picker)
  await expect(byId('preset-search')).toBeFocused()
  await keys.press('Escape')
  await expect(chat.picker).toBeFocused()

  await keys.press('Enter')
  await keys.enter(byId('compare-on'))
  await expect(byId('preset-search')).toBeFocused()
  await keys.type('gloss-small')
  await keys.press('Enter')
  await keys.enter(byId('compare-done'))
  await expect(chat.composer).toBeFocused()
  await expect(byId('compared-model')).toHaveCount(2)

  await keys.type('Which is better?')
  await keys.press('Enter')
  await expect(byId('comparison-state')).toContainText('gloss-large')
  await keys.tabBackTo(byId('comparison-tab').first())
  await keys.press('ArrowRight')
  await expect(byId('comparison-tab').last()).toBeFocused()
  await expect(byId('comparison-tab').last()).toHaveAttribute('aria-selected', 'true')
  await keys.enter(byId('comparison-keep').filter({ visible: true }))
  await expect(byId('comparison')).toHaveCount(0)
  await keys.tabTo(byId('compared-again'))
  await keys.press('Enter')
  await expect(byId('comparison')).toBeVisible()
  await keys.enter(byId('compared').getByRole('button', { name: 'Do not ask gloss-small' }))
  await expect(byId('compared')).toHaveCount(0)
  await expect(chat.composer).toBeFocused()

  // Once more, from an answer that stands.
  await keys.press('Alt+Shift+N')
  await keys.type('Which is shorter?')
  await keys.press('Enter')
  await expect(chat.answerThat('complete')).toBeVisible()
  const more = chat.answer.getByTestId('message-more')
  const compare = byId('message-more-compare').filter({ visible: true })
  await keys.choose(more, compare)
  await keys.escape(byId('compare-dialog'), more)
  await keys.choose(more, compare)
  await keys.type('gloss-small')
  await keys.press('Enter')
  await keys.enter(byId('compare-start'))
  await expect(byId('comparison')).toBeVisible()
  await keys.press('Tab')
  await expect(panel.getByTestId('comparison-state')).toContainText('gloss-large')
})

test('every way out of a failure is found by keys', async ({ gloss, provider }) => {
  test.setTimeout(150_000)
  const { panel, chat, keys, byId } = await started(gloss, provider)

  provider.script({
    fault: { kind: 'status', status: 401, body: '{"error":{"message":"No such key."}}' },
    faultTimes: 1,
  })
  await keys.type('Who wrote it?')
  await keys.press('Enter')
  await expect(chat.error).toBeVisible()
  await expect(byId('announcer-urgent')).toContainText('did not accept the key')
  await expect(chat.composer).toBeFocused()
  await keys.tabBackTo(chat.error.locator('summary'))
  await keys.press('Enter')
  await expect(chat.error).toContainText('No such key.')
  const why = byId('find-out-why')
  await keys.enter(why)
  await expect(byId('checkup').getByRole('button', { name: 'Ask again' })).toBeVisible({ timeout: 30_000 })
  await keys.staysIn(byId('checkup'))
  await keys.escape(byId('checkup'), why)
  const opened = gloss.context.waitForEvent('page')
  await keys.tabBackTo(chat.error.getByRole('button', { name: 'Open its settings' }))
  await keys.press('Enter')
  const options = await opened
  await expect(options.getByTestId('provider-card').filter({ hasText: 'My gateway' })).toBeVisible()
  await options.close()
  await panel.bringToFront()

  await keys.enter(chat.answer.getByTestId('message-retry'))
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(chat.composer).toBeFocused()

  // What failed is not told again when its conversation is opened.
  await keys.press('Alt+Shift+N')
  await expect(chat.questions).toHaveCount(0)
  await keys.press('Alt+Shift+H')
  await expect(byId('history-entry')).toHaveCount(1)
  await keys.press('ArrowDown', 'Enter')
  await expect(chat.questions).toHaveCount(1)
  await keys.tabBackTo(chat.answer.getByRole('button', { name: 'Earlier answer' }))
  await keys.press('Enter')
  await expect(chat.error).toBeVisible()
  await expect(byId('announcer-urgent')).toHaveText('')
  await expect(panel.getByRole('alert')).toHaveCount(0)
})

test('an answer is put into the page by keys', async ({ gloss, provider }) => {
  test.setTimeout(120_000)
  const pages = await serveFieldPages()
  try {
    await gloss.page.goto(pages.url)
    const { chat, keys, byId } = await started(gloss, provider)
    const field = gloss.page.locator('#area')
    await field.evaluate((area: HTMLTextAreaElement) => {
      const at = area.value.indexOf('I has wrote')
      area.setSelectionRange(at, at + 'I has wrote this sentence.'.length)
      area.focus()
    })
    provider.script({ reply: 'I have written this sentence.' })
    await keys.choose(byId('attach-menu'), byId('attach-menu-selection'))
    await expect(chat.chips).toHaveCount(1)
    await keys.press('Alt+Shift+W')
    await keys.type('Mend it.')
    await keys.press('Enter')
    await expect(chat.answerThat('complete')).toBeVisible()
    const more = chat.answer.getByTestId('message-more')
    const entry = byId('message-more-write-back').filter({ visible: true })
    await keys.choose(more, entry)
    await expect(byId('write-back-replace')).toBeVisible()
    await keys.staysIn(byId('write-back'))
    await keys.escape(byId('write-back'), more)
    await keys.choose(more, entry)
    await keys.enter(byId('write-back-replace'))
    await expect(byId('write-back-said')).toContainText('It stands in the page.')
    await expect(field).toHaveValue(/I have written this sentence\./)
    await keys.staysIn(byId('write-back'))
    await keys.escape(byId('write-back'), more)
  } finally {
    await pages.stop()
  }
})
