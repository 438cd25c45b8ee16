import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { seedHistory, type Seed, type SeedInput } from './harness/history-seed.ts'
import { look } from './harness/look.ts'
import { connectOllama } from './harness/options.ts'
import { reloaded } from './harness/whole-panel.ts'

const long = Array.from({ length: 60 }, (_, index) => `Paragraph ${index} says nothing of note.`).join('\n\n')

const seeds: Seed[] = [
  {
    id: 'vellum',
    title: 'On parchment',
    texts: ['What is it made of?', `${long}\n\nIt is made of **calfskin**, finely scraped.\n\n${long}`],
    site: 'books.example',
  },
  {
    id: 'ink',
    title: 'Iron gall ink',
    texts: ['Why does it eat the page?', 'Because it is acid.'],
    age: 1,
    branch: 'Because of the oak galls in it.',
  },
  {
    id: 'quill',
    title: 'Quills',
    texts: ['Which feather?', 'That of a goose, and calfskin to write on.'],
    age: 1,
    folderId: 'tools',
    site: 'birds.example',
    model: 'gloss-large',
  },
  { id: 'knife', title: 'Penknives', texts: ['How is it held?', 'Lightly.'], age: 40, folderId: 'tools' },
  {
    id: 'gold',
    title: 'Gold leaf, and why it stays where it is put for a thousand years and more',
    texts: ['Does it stick?', 'With gesso.'],
    age: 3,
    pinned: true,
  },
]
const folders = [{ id: 'tools', name: 'Tools of the trade' }]

async function openWith(gloss: { openPanelInTab: () => Promise<Page> }, input: SeedInput): Promise<Page> {
  const panel = await gloss.openPanelInTab()
  await expect(chatIn(panel).composer).toBeVisible()
  await panel.evaluate(seedHistory, input)
  await reloaded(panel)
  await panel.getByTestId('open-history').click()
  return panel
}

function historyIn(panel: Page) {
  const byId = (id: string) => panel.getByTestId(id)
  return {
    field: byId('history-search'),
    entries: byId('history-entry'),
    entry: (text: string) => byId('history-entry').filter({ hasText: text }),
    rows: byId('history').getByRole('listitem'),
    row: (text: string) => byId('history').getByRole('listitem').filter({ hasText: text }),
    undo: byId('history-undo'),
    count: byId('history-count'),
    menu: async (title: string, item: string) => {
      await byId('history').getByRole('listitem').filter({ hasText: title }).getByTestId('history-more').click()
      await byId(`history-more-${item}`).filter({ visible: true }).click()
    },
  }
}

test('every word of every conversation is found, and a hit leads to its message', async ({ gloss }, info) => {
  const panel = await openWith(gloss, { seeds, folders })
  const history = historyIn(panel)
  await expect(history.rows).toHaveText([
    /^Pinned$/,
    /^Gold leaf/,
    /^Tools of the trade/,
    /^Quills/,
    /^Penknives/,
    /^Today$/,
    /^On parchment/,
    /^Yesterday$/,
    /^Iron gall ink/,
  ])
  await look(panel, 'history-list', info)

  // The focus is where the reader types.
  await expect(history.field).toBeFocused()
  await panel.keyboard.type('calfski')
  await expect(history.entries).toHaveText([
    /Quills.*calfskin to write on/,
    /On parchment.*made of calfskin, finely scraped/,
  ])
  await expect(history.count).toHaveText('Found in 2 conversations.')
  await expect(history.entries.locator('mark')).toHaveText(['calfskin', 'calfskin'])
  await look(panel, 'history-found', info)

  await panel.keyboard.press('ArrowDown')
  await panel.keyboard.press('ArrowDown')
  await expect(history.entry('On parchment')).toBeFocused()
  await panel.keyboard.press('Enter')
  await expect(panel.getByTestId('history')).toHaveCount(0)
  const sentence = panel.getByText('finely scraped')
  await expect(sentence).toBeInViewport()
  await expect.poll(() => panel.evaluate(`[...(CSS.highlights.get('found') ?? [])].map(String)`)).toEqual(['calfskin'])
  await panel.screenshot({ path: info.outputPath('opened.png') })

  // What stands on a branch that is not shown is shown for it.
  await panel.getByTestId('open-history').click()
  await panel.keyboard.type('oak galls')
  await expect(history.entries).toHaveText([/Iron gall ink.*oak galls in it/])
  await panel.keyboard.press('Enter')
  await expect(chatIn(panel).answerText).toHaveText('Because of the oak galls in it.')

  await panel.getByTestId('open-history').click()
  // It stays as high as it is when the first word comes.
  await expect(panel.getByTestId('history-site')).toBeVisible()
  await expect(history.entries.first()).toBeVisible()
  await panel.keyboard.type('no such thing')
  await expect(panel.getByTestId('history-nothing')).toBeVisible()
  await look(panel, 'history-nothing', info)
})

test('conversations are pinned, named, put into folders, filtered, and taken back', async ({ gloss }, info) => {
  const panel = await openWith(gloss, { seeds, folders })
  const history = historyIn(panel)
  await history.menu('Penknives', 'pin')
  await expect(history.rows.nth(2)).toHaveText(/^Penknives/)
  await history.menu('Penknives', 'rename')
  await panel.keyboard.type('Knives')
  await panel.keyboard.press('Enter')
  await expect(history.row('Penknives')).toHaveCount(0)
  await expect(history.rows.nth(2)).toHaveText(/^Knives/)
  await expect(history.entry('Knives')).toBeFocused()

  await history.menu('On parchment', 'move')
  await expect(panel.getByTestId('folder-name')).toBeFocused()
  await look(panel, 'history-move', info)
  await panel.keyboard.press('Escape')
  await expect(panel.getByTestId('history-move')).toHaveCount(0)
  await expect(history.entries).not.toHaveCount(0)
  await history.menu('On parchment', 'move')
  await expect(panel.getByTestId('folder-name')).toBeFocused()
  await panel.keyboard.type('Skins')
  await panel.keyboard.press('Enter')
  await expect(panel.getByTestId('history-folder')).toHaveText([/Skins\s*1/, /Tools of the trade\s*1/])

  // By the mouse, and back.
  await history.entry('Iron gall ink').dragTo(panel.getByTestId('history-folder').filter({ hasText: 'Skins' }))
  await expect(panel.getByTestId('history-folder').first()).toHaveText(/Skins\s*2/)
  await history.undo.getByRole('button', { name: 'Undo' }).click()
  await expect(panel.getByTestId('history-folder').first()).toHaveText(/Skins\s*1/)

  await panel.getByTestId('history-folder').first().click()
  await expect(history.row('On parchment')).toHaveCount(0)
  await history.row('Skins').getByTestId('folder-more').click()
  await panel.getByTestId('folder-more-delete').filter({ visible: true }).click()
  await expect(history.row('On parchment')).toHaveCount(1)
  await expect(history.undo).toContainText('Its conversations stay')
  await history.undo.getByRole('button', { name: 'Undo' }).click()
  await expect(history.row('Skins')).toHaveCount(1)

  await panel.getByTestId('history-site').selectOption('birds.example')
  await expect(history.entries).toHaveText([/^Quills/])
  await look(panel, 'history-filtered', info)
  await panel.getByTestId('history-site-chip').click()
  await panel.getByTestId('history-model').selectOption('gloss-large')
  await expect(history.entries).toHaveText([/^Quills/])
  await panel.getByTestId('history-model-chip').click()

  // By the keyboard alone: to a row, away with it, and the next one has the focus.
  await history.field.focus()
  await panel.keyboard.press('ArrowDown')
  await expect(history.entry('Gold leaf')).toBeFocused()
  await panel.keyboard.press('Delete')
  await expect(history.undo).toContainText('Deleted “Gold leaf')
  await expect(history.entry('Knives')).toBeFocused()
  await history.undo.getByRole('button', { name: 'Undo' }).click()
  await expect(history.entry('Gold leaf')).toHaveCount(1)
  await history.entry('Knives').focus()
  await panel.keyboard.press('q')
  await expect(history.field).toBeFocused()
  await expect(history.field).toHaveValue('q')
  await panel.keyboard.press('Escape')
  await expect(panel.getByTestId('history')).toHaveCount(0)
  await expect(panel.getByTestId('open-history')).toBeFocused()
})

test('a history of nothing, of one conversation, and of titles that are too long', async ({ gloss }, info) => {
  const panel = await openWith(gloss, {})
  const history = historyIn(panel)
  await expect(panel.getByTestId('history')).toContainText('Conversations you have are kept here')
  await look(panel, 'history-empty', info)
  const title = `Vellum, ${'and what it is made of, '.repeat(7)}and why`
  await panel.evaluate(seedHistory, { seeds: [{ id: 'one', title, texts: ['Why?', `${'x'.repeat(300)} vellum.`] }] })
  await reloaded(panel)
  await panel.getByTestId('open-history').click()
  await expect(history.entries).toHaveCount(1)
  await look(panel, 'history-one', info)
  const before = await panel.getByTestId('history').boundingBox()
  expect(before?.height).toBeLessThan(390)
  await history.field.fill('no such thing')
  await expect(panel.getByTestId('history-nothing')).toBeVisible()
  expect(await panel.getByTestId('history').boundingBox()).toEqual(before)
  await history.field.fill('vellum')
  await expect(history.entries.locator('mark')).toHaveText(['Vellum', 'vellum'])
  const results = panel.getByTestId('history-results')
  expect(await results.evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0)
  await look(panel, 'history-long-found', info)
})

test('several conversations are exported, moved and deleted at once', async ({ gloss }, info) => {
  const panel = await openWith(gloss, { seeds, folders })
  const history = historyIn(panel)
  await panel.getByTestId('history-select').click()
  await history.entry('Gold leaf').click()
  await history.entry('Iron gall ink').click()
  const bar = panel.getByTestId('history-selection')
  await expect(bar).toContainText('2 selected')
  await look(panel, 'history-selecting', info)
  const download = panel.waitForEvent('download')
  await bar.getByRole('button', { name: 'Export' }).click()
  const file = JSON.parse(await readFile(await (await download).path(), 'utf8')) as { conversations: object[] }
  expect(file.conversations).toEqual([
    expect.objectContaining({ title: 'Iron gall ink' }),
    expect.objectContaining({ title: expect.stringContaining('Gold leaf'), pinnedAt: expect.any(Number) }),
  ])
  await bar.getByRole('button', { name: 'Move' }).click()
  await panel.getByTestId('history-move').getByRole('button', { name: 'Tools of the trade' }).click()
  await expect(panel.getByTestId('history-folder')).toHaveText(/Tools of the trade\s*3/)
  await history.undo.getByRole('button', { name: 'Undo' }).click()
  await expect(panel.getByTestId('history-folder')).toHaveText(/Tools of the trade\s*2/)

  await panel.getByTestId('history-select').click()
  await bar.getByRole('button', { name: 'Select all' }).click()
  await expect(bar).toContainText('5 selected')
  await bar.getByRole('button', { name: 'Delete' }).click()
  await expect(history.entries).toHaveCount(0)
  await history.field.fill('calfskin')
  await expect(panel.getByTestId('history-nothing')).toBeVisible()
  await history.undo.getByRole('button', { name: 'Undo' }).click()
  await expect(history.entries).toHaveCount(2)
})

test('the model that answered names the conversation, where the reader wishes it', async ({ gloss, provider }) => {
  provider.script({ reply: '“Scribes and their margins.”' })
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  await options.goto(options.url().replace(/#.*|$/, '#data'))
  await options.getByTestId('titles-by-model').check()
  await options.close()

  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await chat.ask('What did they write at the edge?')
  await expect(panel.getByRole('heading', { name: 'Scribes and their margins' })).toBeVisible()
  const asked = provider.log().filter(({ path }) => path === '/api/chat')
  expect(asked).toHaveLength(2)
  expect(JSON.stringify(asked[1]?.body)).toContain('What did they write at the edge?')

  // A name of the reader's own stays, whatever is answered later.
  await panel.getByTitle('Rename').click()
  await panel.getByLabel('Name of this conversation').fill('Mine')
  await panel.keyboard.press('Enter')
  await expect(panel.getByRole('heading', { name: 'Mine' })).toBeVisible()
  await chat.ask('And why?')
  await expect(chat.answers).toHaveCount(2)
  await expect(chat.answerThat('complete')).toHaveCount(1)
  await panel.getByTestId('open-history').click()
  await expect(panel.getByTestId('history-entry')).toHaveText([/^Mine$/])
  // What was just asked is found at once.
  await panel.keyboard.type('And why')
  await panel.keyboard.press('Enter')
  await expect(panel.getByTestId('history')).toHaveCount(0)
  expect(provider.log().filter(({ path }) => path === '/api/chat')).toHaveLength(3)
})
