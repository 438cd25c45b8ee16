import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { beforeEach, describe, expect, it } from 'vitest'
import { recordingsBytes, type Recording } from '../../../lib/chat/cassette'
import { deleteRecordings, getRecording, measureRecordings, saveRecording } from '../../../lib/db/cassettes'
import { markDeleted, purgeDeleted } from '../../../lib/db/conversations'
import { db } from '../../../lib/db/db'
import { message } from '../../helpers/messages'
import { cassetteOf, exchange } from '../../helpers/tape'
import { beginTurn } from '../../helpers/turns'

const recording = (messageId: string, changes: Partial<Recording> = {}): Recording => ({
  messageId,
  recordedAt: 1,
  bytes: 100,
  cassette: cassetteOf([exchange({ request: { method: 'POST', path: '/v1', bytes: 3, body: 'Why' } })]),
  ...changes,
})

async function kept(): Promise<string[]> {
  return (await db.recordings.toArray()).map(({ messageId }) => messageId)
}

describe('recordings', () => {
  beforeEach(async () => {
    await db.delete()
    await db.open()
    await db.messages.bulkAdd(['a', 'b', 'c', 'd'].map((id) => message({ id })))
  })

  it('come back byte for byte', async () => {
    const bytes = Uint8Array.of(0, 255, 195, 40)
    const response = { status: 200, ms: 1, headers: {}, chunks: [{ ms: 2, bytes }] }
    const whole = recording('a', { cassette: cassetteOf([exchange({ response })]) })
    await saveRecording(whole)
    expect(await getRecording('a')).toEqual(whole)
    expect(await getRecording('b')).toBeUndefined()
  })

  it('are counted and measured', async () => {
    expect(await measureRecordings()).toEqual({ count: 0, bytes: 0 })
    await saveRecording(recording('a', { bytes: 5 }))
    await saveRecording(recording('b', { bytes: 7, recordedAt: 2 }))
    expect(await measureRecordings()).toEqual({ count: 2, bytes: 12 })
    await deleteRecordings()
    expect(await measureRecordings()).toEqual({ count: 0, bytes: 0 })
  })

  it('go when there is no room, the oldest first', async () => {
    const third = Math.floor(recordingsBytes / 3)
    for (const [index, id] of ['b', 'a', 'c'].entries()) {
      await saveRecording(recording(id, { recordedAt: index, bytes: third }))
    }
    expect(await kept()).toEqual(['a', 'b', 'c'])
    await saveRecording(recording('d', { recordedAt: 9, bytes: third + 10 }))
    expect(await kept()).toEqual(['c', 'd'])
  })

  it('are not kept for an answer that is gone', async () => {
    await saveRecording(recording('gone'))
    expect(await kept()).toEqual([])
  })

  it('go with their conversation', async () => {
    const question = message({ id: 'q', conversationId: 'old', role: 'user' })
    await beginTurn(question, message({ id: 'x', conversationId: 'old', parentId: 'q' }))
    await saveRecording(recording('x'))
    await saveRecording(recording('a'))
    await markDeleted('old', 10)
    await purgeDeleted(11)
    expect(await kept()).toEqual(['a'])
  })
})

it('a database of the first version is taken over whole', async () => {
  await db.delete()
  const first = new Dexie('gloss')
  first.version(1).stores({
    conversations: 'id, updatedAt',
    messages: 'id, conversationId, status',
    attachments: 'id',
    drafts: 'conversationId',
    views: 'windowId, updatedAt',
    receipts: 'messageId',
    modelLists: 'providerId',
  })
  const rows: Record<string, object> = {
    conversations: { id: 'c', title: 'Margins', createdAt: 1, updatedAt: 2, leafId: 'a' },
    messages: message({ id: 'a', status: 'complete', parts: [{ type: 'text', text: 'Because.' }] }),
    attachments: { id: 'p', kind: 'page', text: 'A page.', capturedAt: 1 },
    drafts: { conversationId: 'c', text: 'half a thought', attachmentIds: [], updatedAt: 1 },
    views: { windowId: 1, conversationId: 'c', updatedAt: 1 },
    receipts: { messageId: 'a', requests: [], attachmentIds: [] },
    modelLists: { providerId: 'ollama', models: [], fetchedAt: 1 },
  }
  await first.open()
  for (const [table, row] of Object.entries(rows)) await first.table(table).add(row)
  first.close()

  await db.open()
  for (const [table, row] of Object.entries(rows)) expect(await db.table(table).toArray(), table).toEqual([row])
  await saveRecording(recording('a'))
  expect(await kept()).toEqual(['a'])
})
