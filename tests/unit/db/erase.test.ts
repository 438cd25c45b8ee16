import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { db } from '../../../lib/db/db'
import { beginErasure, takeErased } from '../../../lib/db/erase'
import { openDatabase, watchGenerations } from '../../../lib/db/generation'
import { Journal } from '../../../lib/db/journal'
import { drain } from '../../../lib/db/mirror'
import { indexed } from '../../../lib/db/search-keeper'
import { freshStores, replaceLocal } from '../../helpers/database'
import { message } from '../../helpers/messages'
import { beginTurn } from '../../helpers/turns'

const onErased = vi.fn()
watchGenerations(() => 'after', onErased)

const settings = { settings: { version: 1, theme: 'dark' }, 'secret:openai': { key: 'sk-zebra' } }

/** Every row of every table, as text, but for what is said of the database itself. */
async function everyRow(): Promise<Record<string, string[]>> {
  const tables = db.tables.filter(({ name }) => name !== 'facts')
  const rows = await Promise.all(tables.map(async (table) => [table.name, await table.toArray()] as const))
  return Object.fromEntries(
    rows.flatMap(([name, all]) => (all.length > 0 ? [[name, all.map((row) => JSON.stringify(row))]] : [])),
  )
}

/** A worker that died, and the next. */
async function startAnew(): Promise<void> {
  db.close()
  await openDatabase()
}

async function fill(): Promise<void> {
  const conversationId = 'c'
  const parts = [{ type: 'text' as const, text: 'Why has the zebra stripes?' }]
  const question = message({ id: 'q', conversationId, role: 'user', status: 'complete', parts })
  const answer = message({ id: 'a', conversationId, parentId: 'q' })
  await beginTurn(question, answer)
  await indexed()
  await drain()
  await new Journal('a').begin(answer)
  // What the tables above have none of yet: a row of what each is keyed by tells whether it is cleared.
  for (const table of db.tables) {
    const { keyPath, auto } = table.schema.primKey
    if ((await table.count()) > 0 || auto) continue
    const names = [keyPath].flat().filter((name) => name !== null && name !== undefined)
    await table.put(Object.fromEntries([...names.map((name) => [name, 'zebra']), ['words', 'zebra']]))
  }
  await db.outbox.add({ table: 'messages', key: 'q' })
  await fakeBrowser.storage.local.set({ ...settings, 'worker-version': '1', 'storage-restored': { conversations: 1 } })
}

describe('what the reader wants erased', () => {
  beforeEach(async () => {
    await freshStores()
    onErased.mockClear()
    await fill()
    expect(Object.keys(await everyRow())).toHaveLength(db.tables.length - 1)
  })

  it('is gone from every table and from local storage, where keys and settings stay', async () => {
    await beginErasure('conversations')
    await startAnew()
    expect(Object.keys(await everyRow())).toEqual(['modelLists'])
    const local = await fakeBrowser.storage.local.get(null)
    expect(local).toEqual({ ...settings, 'worker-version': '1', generation: '"after"' })
    expect(await db.facts.get('generation')).toEqual({ name: 'generation', value: 'after' })
    expect(onErased).toHaveBeenCalledOnce()
    expect(await takeErased()).toBe('conversations')
    expect(await takeErased()).toBeUndefined()
  })

  it('can be everything, keys and settings too', async () => {
    await beginErasure('everything')
    await startAnew()
    expect(await everyRow()).toEqual({})
    expect(await fakeBrowser.storage.local.get(null)).toEqual({ generation: '"after"' })
    expect(await takeErased()).toBe('everything')
  })

  it('stays erased: no later start brings it back, or erases anew', async () => {
    await beginErasure('conversations')
    await startAnew()
    await beginTurn(message({ id: 'new', role: 'user', status: 'complete' }), message({ id: 'n', parentId: 'new' }))
    await startAnew()
    expect(await db.messages.toCollection().primaryKeys()).toEqual(['n', 'new'])
    expect(onErased).toHaveBeenCalledOnce()
  })

  it('is erased at the next start, too, where the first was ended in the middle', async () => {
    await beginErasure('everything')
    // A run that still lived wrote its journal once more.
    await fakeBrowser.storage.local.set({ 'journal:a': 'zebra' })
    const restore = replaceLocal('remove', () => () => Promise.reject(new Error('The worker died.')))
    await startAnew()
    restore()
    expect(onErased).not.toHaveBeenCalled()
    await startAnew()
    expect(onErased).toHaveBeenCalledOnce()
    expect(await everyRow()).toEqual({})
    expect(await fakeBrowser.storage.local.get(null)).toEqual({ generation: '"after"' })
  })
})
