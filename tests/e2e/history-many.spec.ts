import type { Page } from 'playwright'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { seedHistory, type Seed } from './harness/history-seed.ts'
import { look } from './harness/look.ts'
import { isSoak } from './harness/soak.ts'
import { reloaded } from './harness/whole-panel.ts'

/** Ten thousand take a minute, and show in the soak that what is true of four thousand is true of them. */
const many = isSoak ? 10_000 : 4_000
const told = (count: number): string => count.toLocaleString('en-US')
const longTitle = `How ${'very '.repeat(30)}long a title can be before nobody reads it to its end`
const seeds = Array.from({ length: many }, (_, index): Seed => ({
  id: `c${index}`,
  title: index === 1 ? longTitle : index === 2 ? 'Wort'.repeat(50) : `Conversation ${index}`,
  texts: [`Question ${index}?`, index === 3_777 ? 'A shared answer about vellum.' : 'A shared answer.'],
  age: index / 20,
  site: `site${index % 40}.example`,
  model: index % 4 === 0 ? 'gloss-large' : 'gloss-small',
}))

/** What the page asked its database for, since this was called last. */
type Reads = { requests: number; stores: string[] }

/** In the panel: counts from now on what is read. */
function countReads(): void {
  const reads: Reads = { requests: 0, stores: [] }
  const note = (store: IDBObjectStore) => {
    reads.requests += 1
    if (!reads.stores.includes(store.name)) reads.stores.push(store.name)
  }
  const methods = ['get', 'getAll', 'getAllKeys', 'openCursor', 'openKeyCursor', 'count'] as const
  for (const kind of [IDBObjectStore, IDBIndex]) {
    for (const method of methods) {
      const original = kind.prototype[method] as (...all: unknown[]) => IDBRequest
      const counted = function (this: IDBObjectStore | IDBIndex, ...all: unknown[]) {
        note('objectStore' in this ? this.objectStore : this)
        return original.apply(this, all)
      }
      Object.assign(kind.prototype, { [method]: counted })
    }
  }
  const takeReads = (): Reads => {
    const now = { requests: reads.requests, stores: reads.stores }
    Object.assign(reads, { requests: 0, stores: [] })
    return now
  }
  Object.assign(globalThis, { takeReads })
}

test('thousands of conversations are listed, searched, chosen and taken back', async ({ gloss }, info) => {
  test.slow()
  // To write or to read so much takes seconds, and on a busy machine many.
  const timeout = 120_000
  const panel = await gloss.openPanelInTab()
  await expect(chatIn(panel).composer).toBeVisible()
  await panel.evaluate(seedHistory, { seeds })
  await reloaded(panel)
  await panel.getByTestId('open-history').click()
  const entries = panel.getByTestId('history-entry')
  const elements = () => panel.getByTestId('history').evaluate((history) => history.querySelectorAll('*').length)
  await expect(entries.first()).toHaveText('Conversation 0')

  // While the words are still being read nothing else waits: the list stands, and how far it is is said.
  await expect(panel.getByTestId('history-unread')).toBeVisible()
  // How many are read by now, and which of them are of today, is never the same.
  await look(panel, 'history-many-unread', info, { passing: true })
  await expect(panel.getByTestId('history-unread')).toHaveCount(0, { timeout })
  await look(panel, 'history-many', info, { passing: true })

  // Of thousands of rows only those are drawn that can be seen, wherever the reader is.
  expect(await elements()).toBeLessThan(1_000)
  await panel.evaluate(countReads)
  await panel.keyboard.press('ArrowDown')
  await expect(entries.first()).toBeFocused()
  await panel.keyboard.press('End')
  await expect(panel.getByRole('button', { name: `Conversation ${many - 1}`, exact: true })).toBeFocused()
  expect(await elements()).toBeLessThan(1_000)
  await panel.keyboard.press('Home')
  const top = panel.getByRole('button', { name: 'Conversation 0', exact: true })
  await expect(top).toBeFocused()
  // What has the focus keeps it when it is scrolled away, and the list goes where the wheel takes it.
  await panel.getByTestId('history-list').evaluate((list) => list.scrollTo(0, 100_000))
  await expect(panel.getByRole('button', { name: 'Conversation 2777', exact: true })).toBeInViewport()
  await expect(top).toBeFocused()
  await panel.keyboard.press('ArrowDown')
  await expect(panel.getByRole('button', { name: longTitle, exact: true })).toBeFocused()
  expect((await taken(panel)).requests).toBe(0)

  // A word that all share costs no more than one that a single one has: its postings, and the messages that are shown.
  await panel.keyboard.type('shared')
  await expect(panel.getByTestId('history-count')).toHaveText(`Found in ${told(many)} conversations.`)
  await expect(entries).toHaveCount(30)
  await expect(entries.locator('mark')).toHaveText(Array.from({ length: 30 }, () => 'shared'))
  const reads = await taken(panel)
  // One for each prefix that was typed, and no more than thirty lists of messages for each.
  expect(reads.requests).toBeLessThanOrEqual(6 * 31)
  expect(reads.stores.toSorted()).toEqual(['messages', 'searchStems'])
  const first = await entries.allTextContents()
  await panel.getByRole('button', { name: 'Show more' }).click()
  await expect(entries).toHaveCount(60)
  expect((await entries.allTextContents()).slice(0, 30)).toEqual(first)
  await panel.getByTestId('history-search').fill('vellum')
  await expect(entries).toHaveText([/Conversation 3777.*about vellum/])

  await panel.getByTestId('history-search').fill('')
  await panel.getByTestId('history-site').selectOption('site7.example')
  await expect(panel.getByTestId('history-count')).toHaveText(`${told(many / 40)} conversations.`)
  await panel.getByTestId('history-model').selectOption('gloss-large')
  await expect(panel.getByTestId('history-nothing')).toBeVisible()
  await look(panel, 'history-many-filtered', info)
  await panel.getByTestId('history-site-chip').click()
  await expect(panel.getByTestId('history-count')).toHaveText(`${told(many / 4)} conversations.`)
  await panel.getByTestId('history-model-chip').click()

  await panel.getByTestId('history-select').click()
  const bar = panel.getByTestId('history-selection')
  await bar.getByRole('button', { name: 'Select all' }).click()
  await expect(bar).toContainText(`${told(many)} selected`)
  await look(panel, 'history-many-selected', info, { passing: true })
  await bar.getByRole('button', { name: 'Delete' }).click()
  await expect(entries).toHaveCount(0)
  await expect(panel.getByTestId('history-undo')).toContainText(`Deleted ${told(many)} conversations.`, { timeout })
  await panel.getByTestId('history-undo').getByRole('button', { name: 'Undo' }).click()
  await expect(entries.first()).toHaveText('Conversation 0', { timeout })
  await panel.getByTestId('history-search').fill('vellum')
  await expect(entries).toHaveText([/Conversation 3777/])
})

function taken(panel: Page): Promise<Reads> {
  return panel.evaluate('takeReads()')
}
