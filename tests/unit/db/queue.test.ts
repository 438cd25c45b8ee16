import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { addAttachment, getAttachments, pruneAttachments } from '../../../lib/db/attachments'
import { conversationStates } from '../../../lib/db/conversation-states'
import { markDeleted, purgeDeleted } from '../../../lib/db/conversations'
import { saveDraft } from '../../../lib/db/drafts'
import { db } from '../../../lib/db/db'
import { beginAnswer } from '../../../lib/db/messages'
import { enqueue, getWaiting, listQueue, noteQueueProblem } from '../../../lib/db/queue'
import { attachment, message } from '../../helpers/messages'
import { beginTurn } from '../../helpers/turns'

const queued = (id: string, differences: { text?: string; attachmentIds?: string[] } = {}) => ({
  id,
  conversationId: 'c',
  text: `Question ${id}`,
  attachmentIds: [],
  presetId: 'builtin',
  ...differences,
})

const ask = (id: string, status: 'streaming' | 'complete' | 'failed' = 'streaming') =>
  beginTurn(
    message({ id, conversationId: 'c', role: 'user', status: 'complete', parts: [{ type: 'text', text: id }] }),
    message({ id: `answer-${id}`, conversationId: 'c', parentId: id, status }),
  )

describe('the stored queue', () => {
  beforeEach(async () => {
    fakeBrowser.reset()
    await db.delete()
    await db.open()
  })

  it('waits for the answer that began last, by whatever began it', async () => {
    await ask('a', 'failed')
    await enqueue(queued('b'))
    expect((await listQueue('c'))[0]).toMatchObject({ waitsFor: 'answer-a' })
    await noteQueueProblem('b', { kind: 'internal', message: 'Not now.' })
    await beginAnswer(message({ id: 'again', conversationId: 'c', parentId: 'a' }))
    const { line, answer } = await getWaiting('c')
    expect(line[0]).toMatchObject({ waitsFor: 'again' })
    expect(line[0]).not.toHaveProperty('problem')
    expect(answer).toBe('streaming')
  })

  it('leaves its line in the transaction that stores the turn, or not at all', async () => {
    await ask('a', 'complete')
    await enqueue(queued('b'))
    const [waiting] = await listQueue('c')
    const question = message({
      id: 'b',
      conversationId: 'c',
      role: 'user',
      parts: [{ type: 'text', text: 'Other words' }],
    })
    await expect(beginTurn(question, message({ id: 'x', conversationId: 'c' }), waiting)).rejects.toThrow(/was changed/)
    expect(await listQueue('c')).toHaveLength(1)
    expect(await db.messages.get('b')).toBeUndefined()

    const asked = { ...question, parts: [{ type: 'text' as const, text: 'Question b' }] }
    await beginTurn(asked, message({ id: 'x', conversationId: 'c' }), waiting)
    expect(await listQueue('c')).toEqual([])
    expect(await db.messages.get('b')).toBeDefined()
  })

  it('is dropped from the draft it was, and from no later one', async () => {
    await ask('a')
    await saveDraft({ conversationId: 'c', text: 'Question b ', attachmentIds: [], updatedAt: 1 })
    await enqueue(queued('b'))
    expect(await db.drafts.get('c')).toBeUndefined()
    await saveDraft({ conversationId: 'c', text: 'Question b', attachmentIds: [], updatedAt: 2 })
    const [waiting] = await listQueue('c')
    const question = message({
      id: 'b',
      conversationId: 'c',
      role: 'user',
      parts: [{ type: 'text', text: 'Question b' }],
    })
    await beginTurn(question, message({ id: 'x', conversationId: 'c' }), waiting)
    expect(await db.drafts.get('c')).toMatchObject({ text: 'Question b' })
  })

  it('keeps the pages it refers to, and goes with its conversation', async () => {
    await addAttachment(attachment({ id: 'kept' }))
    await addAttachment(attachment({ id: 'stray' }))
    await ask('a')
    await enqueue(queued('b', { attachmentIds: ['kept'] }))
    await pruneAttachments(5_000)
    expect((await getAttachments(['kept', 'stray'])).map(({ id }) => id)).toEqual(['kept'])

    await markDeleted('c', 2_000)
    expect((await getWaiting('c')).line, 'nothing waits in a deleted conversation').toEqual([])
    await purgeDeleted(5_000)
    expect(await listQueue('c')).toEqual([])
  })

  it('is counted, with how the shown answer stands', async () => {
    await ask('a', 'failed')
    await enqueue(queued('b'))
    await enqueue(queued('d'))
    const conversations = await db.conversations.toArray()
    expect((await conversationStates(conversations)).get('c')).toEqual({ answer: 'failed', queued: 2 })
    await db.messages.update('answer-a', { status: 'complete' })
    expect((await conversationStates(conversations)).get('c')).toEqual({ queued: 2 })
    await beginAnswer(message({ id: 'again', conversationId: 'c', parentId: 'a' }))
    expect((await conversationStates(await db.conversations.toArray())).get('c')).toMatchObject({ answer: 'writing' })
    await db.messages.update('again', { pause: { reason: 'slot', since: 1, skippable: false } })
    expect((await conversationStates(await db.conversations.toArray())).get('c')).toMatchObject({ answer: 'waiting' })
  })
})
