import { call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { seedHistory, type SeedInput } from './harness/history-seed.ts'
import { inEveryAppearance } from './harness/look/appearances.ts'
import { addServer, connectOllama, openCard, providerCard } from './harness/options.ts'
import { reloaded } from './harness/whole-panel.ts'

const history: SeedInput = {
  seeds: [
    { id: 'vellum', title: 'On parchment', texts: ['What is it made of?', 'Calfskin.'], site: 'books.example' },
    { id: 'quill', title: 'Quills and knives', texts: ['Which feather?', 'Of a goose.'], age: 1, folderId: 'tools' },
    {
      id: 'gold',
      title: 'Gold leaf, and why it stays where it is put',
      texts: ['Does it stick?', 'Yes.'],
      pinned: true,
    },
  ],
  folders: [{ id: 'tools', name: 'Tools of the trade' }],
}

const sections = [
  'presets',
  'presets/new',
  'actions',
  'actions/new',
  'appearance',
  'shortcuts',
  'data',
  'diagnostics',
  'about',
  'welcome',
]

test('every page of the options is readable in every appearance', async ({ gloss, provider }, info) => {
  test.setTimeout(300_000)
  const options = await gloss.openOptions()
  const address = options.url().replace(/#.*$/, '')
  const see = async (name: string): Promise<void> => {
    // What is half behind the row of tabs would count as too small to hit.
    await options.evaluate(() => scrollTo(0, 0))
    await inEveryAppearance(options, name, info)
  }
  await connectOllama(options, provider.url, 'gloss-small')
  await addServer(options, { name: 'A server of mine', address: provider.openaiUrl, key: 'sk-1' })
  await see('providers')
  const card = providerCard(options, 'anthropic')
  await openCard(card)
  await card.getByTestId('provider-more').click()
  await see('provider')
  await options.getByTestId('add-custom-provider').click()
  await expect(options.getByTestId('add-provider-dialog')).toBeVisible()
  await see('add-provider')
  await options.keyboard.press('Escape')
  for (const section of sections) {
    await options.goto(`${address}#${section}`)
    await expect(options.getByRole('heading', { level: 1 })).toBeVisible()
    await see(section.replace('/', '-'))
  }
})

test('every screen of the panel is readable in every appearance', async ({ gloss, provider }, info) => {
  test.setTimeout(420_000)
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  await call(options, 'savePreset', {
    preset: { id: 'second', name: 'A patient teacher', providerId: 'ollama', model: 'gloss-small', parameters: {} },
  })
  await options.close()
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  const see = (name: string) => inEveryAppearance(panel, name, info)
  const away = () => panel.keyboard.press('Escape')
  await expect(chat.composer).toBeVisible()
  await panel.evaluate(seedHistory, history)
  await reloaded(panel)
  await expect(chat.composer).toBeFocused()
  await see('empty')

  await panel.getByTestId('attach-menu').click()
  await expect(panel.getByTestId('attach-menu-page')).toBeVisible()
  await see('attach-menu')
  await panel.getByTestId('attach-menu-page').click()
  await expect(chat.chips).toHaveCount(1)
  await see('attached')
  await chat.picker.click()
  await expect(panel.getByTestId('preset-search')).toBeFocused()
  await see('models')
  await panel.getByTestId('compare-on').click()
  await see('models-compared')
  await away()
  await chat.composer.fill('/')
  await expect(panel.getByTestId('action-picker')).toBeVisible()
  await see('actions')
  await chat.composer.fill('@')
  await expect(panel.getByTestId('tab-picker')).toBeVisible()
  await see('tabs')
  await chat.composer.fill('')
  await chat.chips.getByRole('button').first().click()
  await panel.getByTestId('preview').getByText('Choose what is sent').click()
  await see('preview')
  await away()

  provider.script({ reasoning: 'The reader asks about an article.', paceMs: 0 })
  await chat.ask('What did the scribes write at the edge?')
  await expect(chat.answerThat('complete')).toBeVisible()
  await see('answered')
  await chat.answer.getByTestId('message-more').click()
  await expect(panel.getByTestId('message-more-compare')).toBeVisible()
  await see('message-menu')
  await panel.getByTestId('message-more-compare').click()
  await expect(panel.getByTestId('compare-dialog')).toBeVisible()
  await see('compare-dialog')
  await panel.getByTestId('preset-choice').filter({ hasText: 'A patient teacher' }).click()
  await panel.getByTestId('compare-start').click()
  await expect(panel.getByTestId('comparison')).toBeVisible()
  await expect(panel.getByTestId('comparison-keep').first()).toBeVisible()
  await see('comparison')
  await panel.getByTestId('comparison-keep').first().click()
  await expect(panel.getByTestId('comparison')).toHaveCount(0)
  await chat.answer.getByTestId('message-receipt').click()
  await expect(panel.getByTestId('receipt')).toBeVisible()
  await see('receipt')
  await away()
  await chat.answer.getByTestId('message-more').click()
  await panel.getByTestId('message-more-details').click()
  await expect(panel.getByTestId('details')).toBeVisible()
  await see('details')
  await away()
  await chat.questions.first().hover()
  await panel.getByTestId('question-edit').first().click()
  await expect(panel.getByTestId('question-editor')).toBeVisible()
  await see('edited')
  await away()

  const body = '{"error":"the model runner has stopped"}'
  provider.script({ fault: { kind: 'status', status: 400, body } })
  await chat.ask('Once more?')
  await expect(chat.answerThat('failed')).toBeVisible()
  await see('failed')
  provider.script({ fault: { kind: 'stall', after: 60 } })
  await chat.ask('And now?')
  await expect(chat.answerThat('streaming').getByTestId('message-text')).toBeVisible()
  await chat.ask('What follows?')
  await expect(panel.getByTestId('queued')).toHaveCount(1)
  await see('queue')
  await chat.stop.click()
  await expect(chat.answerThat('stopped')).toBeVisible()
  await see('stopped')

  await panel.getByTestId('open-history').click()
  await expect(panel.getByTestId('history-entry')).toHaveCount(4)
  await see('history')
  await panel.getByTestId('history-search').fill('goose')
  await expect(panel.getByTestId('history-entry')).toHaveCount(1)
  await see('history-found')
  await panel.getByTestId('history-search').fill('')
  await panel.getByTestId('history-more').first().click()
  await see('history-menu')
  await panel.getByTestId('history-more-move').filter({ visible: true }).click()
  await expect(panel.getByTestId('folder-name')).toBeFocused()
  await see('history-move')
  await panel.getByTestId('history-move').getByRole('button', { name: 'Close' }).click()
  await expect(panel.getByTestId('history-move')).toHaveCount(0)
  await panel.getByTestId('history-select').click()
  await panel.getByTestId('history-entry').first().click()
  await see('history-selecting')
  await panel.getByTestId('history').getByRole('button', { name: 'Close' }).click()
  await expect(panel.getByTestId('history')).toHaveCount(0)
  await panel.getByTestId('open-shortcuts').press('Enter')
  await expect(panel.getByTestId('shortcuts')).toBeVisible()
  await see('shortcuts')
})
