import { readFile } from 'node:fs/promises'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { seedHistory } from './harness/history-seed.ts'
import { keysOf } from './harness/keys.ts'
import { reloaded } from './harness/whole-panel.ts'

const seeds = [
  { id: 'vellum', title: 'On parchment', texts: ['What is it made of?', 'Of calfskin.'], site: 'books.example' },
  { id: 'ink', title: 'Iron gall ink', texts: ['Why does it eat the page?', 'It is acid.'], age: 1 },
  { id: 'quill', title: 'Quills', texts: ['Which feather?', 'Of a goose.'], age: 1, folderId: 'tools' },
  { id: 'gold', title: 'Gold leaf', texts: ['Does it stick?', 'With gesso.'], age: 3, pinned: true },
]

test('the history by keys: searched, named, pinned, put away, deleted and had back', async ({ gloss }) => {
  test.setTimeout(180_000)
  const panel = await gloss.openPanelInTab()
  await panel.setViewportSize({ width: 360, height: 780 })
  const chat = chatIn(panel)
  await expect(chat.composer).toBeVisible()
  await panel.evaluate(seedHistory, { seeds, folders: [{ id: 'tools', name: 'Tools' }] })
  await reloaded(panel)
  await expect(chat.composer).toBeFocused()
  const keys = keysOf(panel)
  const byId = (id: string) => panel.getByTestId(id)
  const entry = (title: string) => byId('history-entry').filter({ hasText: title })
  const row = (title: string) => byId('history').getByRole('listitem').filter({ hasText: title })
  const choose = (title: string, what: string) =>
    keys.choose(row(title).getByTestId('history-more'), byId(`history-more-${what}`).filter({ visible: true }))
  const undo = byId('history-undo').getByRole('button')

  await test.step('opened, gone through and closed', async () => {
    await keys.press('Alt+Shift+H')
    await expect(byId('history-search')).toBeFocused()
    await keys.staysIn(byId('history'))
    await keys.escape(byId('history'), chat.composer)
    await keys.enter(byId('open-history'))
    await expect(byId('history-search')).toBeFocused()
    await keys.escape(byId('history'), byId('open-history'))
  })

  await test.step('a hit is opened', async () => {
    await keys.press('Enter')
    await keys.type('calfskin')
    await expect(entry('On parchment')).toBeVisible()
    await keys.arrowTo(entry('On parchment'))
    await keys.press('Enter')
    await expect(byId('history')).toBeHidden()
    await expect(chat.answerText).toContainText('Of calfskin.')
  })

  await test.step('named, pinned, put into a new folder', async () => {
    await keys.press('Alt+Shift+H')
    await keys.arrowTo(entry('Iron gall ink'))
    await keys.press('F2')
    await keys.type('Black ink')
    await keys.press('Enter')
    await expect(entry('Black ink')).toBeFocused()
    await choose('Black ink', 'pin')
    await expect(row('Black ink').getByLabel('Pinned')).toBeVisible()
    await choose('Black ink', 'move')
    await expect(byId('folder-name')).toBeFocused()
    await keys.staysIn(byId('history-move'))
    await keys.tabTo(byId('folder-name'))
    await keys.type('Inks')
    await keys.press('Enter')
    await expect(byId('history-folder').filter({ hasText: 'Inks' })).toBeVisible()
    await keys.tabTo(byId('history-folder').filter({ hasText: 'Tools' }))
    await keys.press('Enter')
    await expect(entry('Quills')).toHaveCount(0)
    await keys.press('Enter')
    await expect(entry('Quills')).toBeVisible()
  })

  await test.step('a folder is named and dissolved, and comes back', async () => {
    const folder = row('Tools').filter({ has: byId('folder-more') })
    await keys.choose(folder.getByTestId('folder-more'), byId('folder-more-rename').filter({ visible: true }))
    await keys.press('Escape')
    await expect(byId('history')).toBeVisible()
    await keys.choose(folder.getByTestId('folder-more'), byId('folder-more-delete').filter({ visible: true }))
    await expect(byId('history-folder').filter({ hasText: 'Tools' })).toHaveCount(0)
    await keys.enter(undo)
    await expect(byId('history-folder').filter({ hasText: 'Tools' })).toBeVisible()
    await expect(byId('history-undo')).toHaveCount(0)
  })

  await test.step('deleted, and had back', async () => {
    await keys.tabTo(entry('Gold leaf'))
    await keys.press('Delete')
    await expect(entry('Gold leaf')).toHaveCount(0)
    await keys.enter(undo)
    await expect(entry('Gold leaf')).toBeVisible()
    await keys.enter(row('Gold leaf').getByRole('button', { name: 'Delete' }))
    await expect(entry('Gold leaf')).toHaveCount(0)
    await keys.enter(undo)
    await expect(entry('Gold leaf')).toBeVisible()
  })

  await test.step('deleted one after the other, and had back from the last to the first', async () => {
    await keys.tabTo(entry('Gold leaf'))
    await keys.press('Delete')
    await expect(entry('Gold leaf')).toHaveCount(0)
    await keys.press('Delete')
    await expect(byId('history-undo')).toContainText('Deleted “Black ink”')
    await expect(byId('dialog-announcer').filter({ visible: true }).last()).toContainText('Deleted “Black ink”')
    await choose('Quills', 'pin')
    await expect(byId('history-done')).toContainText('Pinned “Quills”')
    await keys.tabTo(entry('Quills'))
    await keys.press('Control+z')
    await expect(entry('Black ink')).toBeVisible()
    await expect(byId('history-undo')).toContainText('Deleted “Gold leaf')
    await keys.enter(undo)
    await expect(entry('Gold leaf')).toBeVisible()
    await expect(byId('history-undo')).toHaveCount(0)
    await choose('Quills', 'pin')
  })

  await test.step('what is shown is shown again when its deletion is taken back', async () => {
    await keys.tabTo(entry('On parchment'))
    await keys.press('Delete')
    await expect(chat.answers).toHaveCount(0)
    await keys.press('Control+z')
    await expect(chat.answerText).toContainText('Of calfskin.')
  })

  await test.step('up from the first row to the search, where what is not found is said', async () => {
    await keys.tabBackTo(byId('history-search'))
    await keys.press('ArrowDown', 'ArrowUp')
    await expect(byId('history-search')).toBeFocused()
    await keys.type('no such thing')
    await expect(byId('history').getByRole('status').filter({ hasText: 'Nothing found for' })).toBeVisible()
    await keys.press('Control+a', 'Backspace')
    await keys.type('calfskin')
    await expect(entry('On parchment')).toBeVisible()
    await keys.press('ArrowDown', 'ArrowUp')
    await expect(byId('history-search')).toBeFocused()
    await keys.press('Control+a', 'Backspace')
    await expect(entry('Gold leaf')).toBeVisible()
  })

  await test.step('several are saved and deleted', async () => {
    await keys.enter(byId('history-select'))
    for (const title of ['Gold leaf', 'Quills']) {
      await keys.tabTo(entry(title))
      await keys.press('Space')
      await expect(entry(title)).toHaveAttribute('aria-checked', 'true')
    }
    const download = panel.waitForEvent('download')
    const bar = byId('history-selection')
    await keys.enter(bar.getByRole('button', { name: 'Export' }))
    expect(await readFile(await (await download).path(), 'utf8')).toContain('Gold leaf')
    await keys.enter(bar.getByRole('button', { name: 'Delete' }))
    await expect(entry('Gold leaf')).toHaveCount(0)
    await keys.enter(undo)
    await expect(entry('Gold leaf')).toBeVisible()
    // Away with what is selected, not with the row that the focus is on.
    await keys.enter(byId('history-select'))
    await keys.tabTo(entry('Gold leaf'))
    await keys.press('Space')
    await keys.arrowTo(entry('Quills'))
    await keys.press('Delete')
    await expect(entry('Gold leaf')).toHaveCount(0)
    await expect(entry('Quills')).toBeVisible()
    await keys.enter(undo)
    await expect(entry('Gold leaf')).toBeVisible()
    await keys.press('Escape')
    await expect(byId('history')).toBeHidden()
  })
})
