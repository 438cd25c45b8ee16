import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { addAttachment, pruneAttachments } from '../../../lib/db/attachments'
import { markDeleted, purgeDeleted, saveView } from '../../../lib/db/conversations'
import { saveDraft } from '../../../lib/db/drafts'
import { recheckCopies } from '../../../lib/db/copies'
import { db } from '../../../lib/db/db'
import { addFolder } from '../../../lib/db/folders'
import { checkpoint } from '../../../lib/db/messages'
import { copyFirst, drain, readMirror } from '../../../lib/db/mirror'
import { mirroredTables } from '../../../lib/db/outbox'
import { enqueue } from '../../../lib/db/queue'
import { freshStores, localRecords } from '../../helpers/database'
import { attachment, message } from '../../helpers/messages'
import { beginTurn } from '../../helpers/turns'

const question = message({ id: 'q', role: 'user', status: 'complete', parts: [{ type: 'text', text: 'Why?' }] })
const answer = message({ id: 'a', parentId: 'q' })

/** What the second copy holds, table by table. */
async function mirrored(): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = Object.fromEntries(mirroredTables.map((table) => [table, []]))
  for await (const slice of readMirror()) for (const { table, record } of slice) tables[table]?.push(record)
  return tables
}

async function expectSame(): Promise<void> {
  const copies = await mirrored()
  for (const table of mirroredTables) {
    const rows: unknown[] = await db.table(table).toArray()
    expect(copies[table], table).toHaveLength(rows.length)
    expect(copies[table], table).toEqual(expect.arrayContaining(rows))
  }
}

describe('the second copy', () => {
  beforeEach(freshStores)
  afterEach(() => vi.restoreAllMocks())

  it('of what somebody waits for does not wait for the rest', async () => {
    const many = Array.from({ length: 300 }, (_, index) => message({ id: `m${index}` }))
    await db.messages.bulkAdd([...many, message({ id: 'ended', parts: [{ type: 'text', text: 'The end.' }] })])
    const all = drain()
    await copyFirst([{ table: 'messages', key: 'ended' }])
    expect(await db.outbox.count()).toBeGreaterThan(200)
    expect(Object.values(await localRecords('mirror:messages:ended'))).toEqual([expect.stringContaining('The end.')])
    await all
    await expectSame()
  })

  it('holds every record of every table that has one', async () => {
    await beginTurn(question, answer)
    await addAttachment(attachment())
    await saveDraft({ conversationId: 'd', text: 'half', attachmentIds: [], updatedAt: 1 })
    await saveView({ windowId: 3, conversationId: 'd', updatedAt: 1 })
    await enqueue({ id: 'n', conversationId: 'conversation', text: 'And?', attachmentIds: [], presetId: 'p' })
    await addFolder({ id: 'f', name: 'Books', createdAt: 1 })
    await drain()
    await expectSame()
    for (const table of mirroredTables) expect(await db.table(table).count(), table).toBeGreaterThan(0)
    expect(await db.outbox.count()).toBe(0)
  })

  it('follows changes and deletions of every kind', async () => {
    await beginTurn(question, answer)
    await addAttachment(attachment({ id: 'old', capturedAt: 1 }))
    await saveDraft({ conversationId: 'd', text: 'half', attachmentIds: [], updatedAt: 1 })
    await drain()
    await checkpoint({ ...answer, status: 'complete', parts: [{ type: 'text', text: 'So.' }] })
    await saveDraft({ conversationId: 'd', text: '', attachmentIds: [], updatedAt: 2 })
    await pruneAttachments(50)
    await drain()
    await expectSame()
    await markDeleted('conversation', 1)
    await purgeDeleted(2)
    await drain()
    await expectSame()
    await saveView({ windowId: 3, conversationId: 'd', updatedAt: 1 })
    await drain()
    await db.views.clear()
    await drain()
    await expectSame()
    expect(await localRecords('mirror:')).toEqual({})
  })

  it('never holds what was not committed', async () => {
    await beginTurn(question, answer)
    await expect(beginTurn({ ...question, id: 'new' }, answer)).rejects.toThrow()
    await drain()
    await expectSame()
  })

  it('keeps half characters as they are', async () => {
    const text = 'half \ud83d and whole 👩‍👩‍👧'
    await addAttachment(attachment({ text }))
    await drain()
    expect((await mirrored()).attachments).toEqual([attachment({ text })])
    // The browser would turn a lone half into U+FFFD.
    for (const value of Object.values(await localRecords('mirror:'))) expect(String(value)).not.toMatch(/\p{Cs}/u)
  })

  it('is looked at again after the browser ended, and mended where it lost something', async () => {
    await beginTurn(question, answer)
    await saveDraft({ conversationId: 'd', text: 'half', attachmentIds: [], updatedAt: 1 })
    await drain()
    // What a killed browser may come back with: one copy gone, one of an earlier state, one that should be gone.
    await fakeBrowser.storage.local.remove('mirror:messages:q')
    await fakeBrowser.storage.local.set({ 'mirror:messages:a': JSON.stringify({ ...answer, status: 'stopped' }) })
    await db.drafts.clear()
    await drain()
    await fakeBrowser.storage.local.set({ 'mirror:drafts:d': '{"conversationId":"d"}' })
    const copied = vi.spyOn(fakeBrowser.storage.local, 'set')
    await recheckCopies(performance.timeOrigin)
    await drain()
    expect(copied, 'its own copies are not in question').not.toHaveBeenCalled()
    await recheckCopies(0)
    await drain()
    await expectSame()
    expect(Object.keys(Object.assign({}, ...copied.mock.calls.flat()) as object).sort()).toEqual([
      'mirror:messages:a',
      'mirror:messages:q',
    ])
    copied.mockClear()
    await recheckCopies(0)
    await recheckCopies(0)
    await drain()
    expect(copied, 'what is the same is left alone').not.toHaveBeenCalled()
    expect(await db.copies.count()).toBe(0)
  })

  it('catches up when there is room again', async () => {
    const full = vi.spyOn(fakeBrowser.storage.local, 'set')
    full.mockRejectedValue(new Error('Resource::kQuotaBytes quota exceeded'))
    await beginTurn(question, answer)
    await expect(drain()).rejects.toMatchObject({ info: { kind: 'storage-full' } })
    expect(await fakeBrowser.storage.session.get('storage-condition')).toEqual({
      'storage-condition': { trouble: 'full' },
    })
    full.mockRestore()
    await drain()
    await expectSame()
    expect(await fakeBrowser.storage.session.get('storage-condition')).toEqual({ 'storage-condition': {} })
  })
})
