import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './harness/life-test.ts'

/** Databases of earlier versions, in the browser and in the extension that ship. */

type Example = { version: number; stores: Record<string, string>; tables: Record<string, { id?: string }[]> }

const folder = join(import.meta.dirname, '../fixtures/database')
const examples = globSync('v*.json', { cwd: folder })
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Example)
  .sort((one, other) => one.version - other.version)
  // The last is the present one.
  .slice(0, -1)

for (const example of examples) {
  test(`F49 a database of version ${example.version} is taken over without a loss`, async ({ life }) => {
    const { context, extensionId } = life.gloss
    // A page of our origin with no script of ours in it, so that nobody holds the database open.
    const bare = await context.newPage()
    await bare.goto(`chrome-extension://${extensionId}/icons/16.png`)
    await life.panel.close()
    await life.killWorker()
    await bare.evaluate(layDown, example)
    await bare.close()

    await life.openPanel()
    const title = String(example.tables.conversations?.map((row) => ('title' in row ? row.title : ''))[0])
    await life.panel.getByTestId('open-history').click()
    await expect(life.panel.getByTestId('history-entry')).toHaveText([new RegExp(title)])
    await life.panel.getByTestId('history-entry').click()
    await expect(life.chat.questions).not.toHaveCount(0)
    const stored = await life.panel.evaluate(idsIn, Object.keys(example.tables))
    for (const [table, rows] of Object.entries(example.tables)) {
      expect(stored[table], table).toEqual(expect.arrayContaining(rows.flatMap(({ id }) => id ?? [])))
    }
    expect(Object.keys(stored)).not.toEqual([])
    await life.staysWhole()
  })
}

/** In a page of our origin: replaces the database by an old one, and takes away what only newer versions keep. */
async function layDown({ version, stores, tables }: Example): Promise<void> {
  const done = (request: IDBRequest | IDBTransaction, name: string): Promise<void> =>
    new Promise((resolve, reject) => {
      request.addEventListener(name, () => resolve())
      request.addEventListener('error', () => reject(new Error('The old database could not be made.')))
    })
  // Only pages of the extension know this store.
  type Local = { get: (all: null) => Promise<object>; remove: (keys: string[]) => Promise<void> }
  const { chrome } = globalThis as unknown as { chrome: { storage: { local: Local } } }
  const { local } = chrome.storage
  const newer = Object.keys(await local.get(null)).filter((name) => /^(mirror|journal|generation)/.test(name))
  await local.remove(newer)
  await done(indexedDB.deleteDatabase('gloss'), 'success')
  // The library that opens it counts in tens.
  const opening = indexedDB.open('gloss', version * 10)
  opening.addEventListener('upgradeneeded', () => {
    // The library writes a key of several fields as [one+other].
    const pathOf = (words: string): string | string[] =>
      words.startsWith('[') ? words.slice(1, -1).split('+') : words.replace('++', '')
    for (const [name, words] of Object.entries(stores)) {
      const [key = '', ...indexes] = words.split(/,\s*/)
      const autoIncrement = key.startsWith('++')
      const store = opening.result.createObjectStore(name, { keyPath: pathOf(key), autoIncrement })
      for (const index of indexes) store.createIndex(index, pathOf(index))
    }
  })
  await done(opening, 'success')
  const names = Object.keys(tables)
  const transaction = opening.result.transaction(names, 'readwrite')
  for (const name of names) for (const row of tables[name] ?? []) transaction.objectStore(name).put(row)
  await done(transaction, 'complete')
  opening.result.close()
}

/** In a page of ours: the identifiers that tables hold. */
async function idsIn(tables: string[]): Promise<Record<string, unknown[]>> {
  const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('The request failed.')))
    })
  const database = await settled(indexedDB.open('gloss'))
  const found: Record<string, unknown[]> = {}
  for (const name of tables) {
    // oxlint-disable-next-line no-await-in-loop -- a handful of tables
    found[name] = await settled(database.transaction(name).objectStore(name).getAllKeys())
  }
  database.close()
  return found
}
