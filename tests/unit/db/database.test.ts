import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { beforeEach, describe, expect, it } from 'vitest'
import { addAttachment, getAttachments, pruneAttachments } from '../../../lib/db/attachments'
import {
  lastView,
  listConversations,
  markDeleted,
  purgeDeleted,
  saveView,
  unmarkDeleted,
} from '../../../lib/db/conversations'
import { getDraft, saveDraft } from '../../../lib/db/drafts'
import { db } from '../../../lib/db/db'
import { checkpoint, getMessage } from '../../../lib/db/messages'
import { stored } from '../../../lib/db/storage-error'
import { attachment, message } from '../../helpers/messages'
import { beginTurn } from '../../helpers/turns'

const turn = (conversationId: string, createdAt: number) => {
  const parts = [{ type: 'text' as const, text: 'Why?' }]
  const question = message({
    id: `q-${conversationId}`,
    conversationId,
    role: 'user',
    createdAt,
    status: 'complete',
    parts,
  })
  return [question, message({ id: `a-${conversationId}`, conversationId, parentId: question.id })] as const
}

describe('the database', () => {
  beforeEach(async () => {
    await db.delete()
    await db.open()
  })

  it('stores a turn whole or not at all', async () => {
    const [question, answer] = turn('c', 1)
    await beginTurn(question, answer)
    await expect(beginTurn({ ...question, id: 'new' }, answer)).rejects.toMatchObject({ info: { kind: 'internal' } })
    expect(await getMessage('new')).toBeUndefined()
  })

  it('takes what was sent out of the draft', async () => {
    await saveDraft({ conversationId: 'c', text: 'Why?', attachmentIds: [], updatedAt: 1 })
    await beginTurn(...turn('c', 2))
    expect(await getDraft('c')).toBeUndefined()
    // A quick action sends its own words: what is half written stays.
    await saveDraft({ conversationId: 'd', text: 'half a thought', attachmentIds: [], updatedAt: 1 })
    await beginTurn(...turn('d', 2))
    expect(await getDraft('d')).toMatchObject({ text: 'half a thought' })
  })

  it('keeps no empty draft', async () => {
    await saveDraft({ conversationId: 'c', text: 'a', attachmentIds: [], updatedAt: 1 })
    await saveDraft({ conversationId: 'c', text: '', attachmentIds: [], updatedAt: 2 })
    expect(await db.drafts.count()).toBe(0)
  })

  it('lists conversations newest first, without the deleted', async () => {
    await beginTurn(...turn('old', 1))
    await beginTurn(...turn('new', 2))
    await beginTurn(...turn('gone', 3))
    await markDeleted('gone', 4)
    expect((await listConversations()).map(({ id }) => id)).toEqual(['new', 'old'])
    await unmarkDeleted('gone')
    expect((await listConversations()).map(({ id }) => id)).toEqual(['gone', 'new', 'old'])
  })

  it('purges what was deleted long enough ago, with its messages', async () => {
    await beginTurn(...turn('kept', 1))
    await beginTurn(...turn('gone', 2))
    await markDeleted('gone', 10)
    await purgeDeleted(10)
    expect(await db.messages.count()).toBe(4)
    await purgeDeleted(11)
    expect((await db.messages.toArray()).map(({ conversationId }) => conversationId)).toEqual(['kept', 'kept'])
  })

  it('does not bring a removed message back by a late checkpoint', async () => {
    await checkpoint(message({ id: 'gone' }))
    expect(await getMessage('gone')).toBeUndefined()
  })

  it('shows a window what it showed last, and a new window what was shown anywhere', async () => {
    expect(await lastView(1)).toBeUndefined()
    await saveView({ windowId: 1, conversationId: 'a', updatedAt: 1 })
    await saveView({ windowId: 2, conversationId: 'b', updatedAt: 2 })
    expect((await lastView(1))?.conversationId).toBe('a')
    expect((await lastView(9))?.conversationId).toBe('b')
    // Two panels would write to one draft.
    expect((await lastView(9, [2, 9]))?.conversationId).toBe('a')
    expect(await lastView(9, [1, 2, 9])).toBeUndefined()
    // Neither when it was another window's before the browser was started anew.
    await saveView({ windowId: 8, conversationId: 'b', updatedAt: 3 })
    expect((await lastView(9, [8, 9]))?.conversationId).toBe('a')
  })

  it('prunes only snapshots that are old and unused', async () => {
    for (const id of ['used', 'drafted', 'old', 'fresh']) {
      await addAttachment(attachment({ id, capturedAt: id === 'fresh' ? 100 : 1 }))
    }
    const [question, answer] = turn('c', 1)
    await beginTurn({ ...question, attachmentIds: ['used'] }, answer)
    await saveDraft({ conversationId: 'd', text: '', attachmentIds: ['drafted'], updatedAt: 1 })
    await pruneAttachments(50)
    const left = await getAttachments(['used', 'drafted', 'old', 'fresh'])
    expect(left.map(({ id }) => id)).toEqual(['used', 'drafted', 'fresh'])
  })

  it('says that the disk is full when it is', async () => {
    const full = Object.assign(new Error('full'), { name: 'QuotaExceededError' })
    const wrapped = new Dexie.AbortError('aborted', full)
    await expect(stored(() => Promise.reject(wrapped))).rejects.toMatchObject({ info: { kind: 'storage-full' } })
    await expect(stored(() => Promise.reject(new Error('x')))).rejects.toMatchObject({ info: { kind: 'internal' } })
  })
})
