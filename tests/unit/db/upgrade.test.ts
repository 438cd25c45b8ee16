import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { readFile } from 'node:fs/promises'
import { beforeEach, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { listConversations } from '../../../lib/db/conversations'
import { db } from '../../../lib/db/db'
import { openDatabase, watchGenerations } from '../../../lib/db/generation'
import { listMessages } from '../../../lib/db/messages'
import { drain, readMirror } from '../../../lib/db/mirror'
import { mirroredTables } from '../../../lib/db/outbox'
import { loseDatabase } from '../../helpers/database'

type Example = { version: number; stores: Record<string, string>; tables: Record<string, object[]> }

async function exampleOf(version: number): Promise<Example> {
  const file = new URL(`../../fixtures/database/v${version}.json`, import.meta.url)
  return JSON.parse(await readFile(file, 'utf8')) as Example
}

/** A database as an earlier Gloss left it. */
async function layDown(version: number): Promise<Example> {
  const example = await exampleOf(version)
  const old = new Dexie('gloss')
  old.version(example.version).stores(example.stores)
  await old.open()
  for (const [table, rows] of Object.entries(example.tables)) await old.table(table).bulkAdd(rows)
  old.close()
  return example
}

watchGenerations(
  () => 'new',
  () => undefined,
)

beforeEach(async () => {
  fakeBrowser.reset()
  await loseDatabase()
})

it.each([1, 2, 3, 4, 5, 6])(
  'a database of version %i is taken over whole, and gets its second copy',
  async (version) => {
    const { tables } = await layDown(version)
    await openDatabase()
    for (const [table, rows] of Object.entries(tables)) {
      if (table === 'outbox' || table === 'copies') continue
      expect(await db.table(table).toArray(), table).toEqual(expect.arrayContaining(rows))
    }
    expect((await listConversations()).map(({ title }) => title)).toEqual(['Margins'])
    expect(await listMessages('c')).toEqual(expect.arrayContaining(tables.messages ?? []))
    await drain()
    for (const table of mirroredTables) {
      const copies: unknown[] = []
      for await (const slice of readMirror(table)) copies.push(...slice.map(({ record }) => record))
      expect(copies, table).toEqual(expect.arrayContaining(tables[table] ?? []))
      expect(copies, table).toHaveLength(tables[table]?.length ?? 0)
    }
  },
)

it('has an example of the present version', async () => {
  await openDatabase()
  const { stores } = await exampleOf(db.verno)
  expect(Object.keys(stores).sort()).toEqual(db.tables.map(({ name }) => name).sort())
})
