import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { threadTo } from '../../../lib/chat/message'
import { addAttachment, getAttachments, pruneAttachments } from '../../../lib/db/attachments'
import { getConversation, listConversations } from '../../../lib/db/conversations'
import { db } from '../../../lib/db/db'
import { getMessage, listMessages } from '../../../lib/db/messages'
import { parseMessage } from '../../../lib/db/parse-record'
import { freshStores } from '../../helpers/database'
import { attachment, message } from '../../helpers/messages'
import { beginTurn } from '../../helpers/turns'

const question = message({ id: 'q', role: 'user', status: 'complete', parts: [{ type: 'text', text: 'Why?' }] })
const answer = message({ id: 'a', parentId: 'q', status: 'complete', parts: [{ type: 'text', text: 'So.' }] })

async function damage(table: string, row: object): Promise<void> {
  await db.table<object>(table).put(row)
}

describe('a damaged record', () => {
  beforeEach(async () => {
    await freshStores()
    await beginTurn(question, answer)
  })

  it.each([
    ['a status of another Gloss', { ...answer, status: 'dreaming' }, 'So.'],
    ['parts that are none', { ...answer, parts: 'So it was' }, 'So it was'],
    [
      'one part that is none',
      { ...answer, parts: [{ type: 'text', text: 'So ' }, { type: 'image', text: 'far' }, 3] },
      'So far',
    ],
    ['no parts', { id: 'a', conversationId: 'conversation', parentId: 'q' }, ''],
    ['attachments that are none', { ...answer, attachmentIds: null }, 'So.'],
    ['a time that is none', { ...answer, createdAt: 'yesterday' }, 'So.'],
    ['an error that is none', { ...answer, status: 'failed', error: 7 }, 'So.'],
  ])('with %s is shown as damaged, in its place', async (_, row, text) => {
    await damage('messages', row)
    const messages = await listMessages('conversation')
    const leafId = (await getConversation('conversation'))?.leafId ?? null
    const thread = threadTo(messages, leafId)
    expect(thread.map(({ id }) => id)).toEqual(['q', 'a'])
    expect(thread[0]).toEqual(question)
    expect(thread[1]).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('damaged') } })
    expect(thread[1]?.parts.map((part) => part.text).join('')).toBe(text)
    expect(await getMessage('a')).toEqual(thread[1])
  })

  it('of a conversation still leads to its messages', async () => {
    await damage('conversations', { id: 'conversation', title: 5, leafId: 'a' })
    expect(await listConversations()).toEqual([
      { id: 'conversation', title: 'A damaged conversation', createdAt: 0, updatedAt: 0, leafId: 'a' },
    ])
    expect(await listMessages('conversation')).toHaveLength(2)
  })

  it('does not stop the tidying up', async () => {
    await addAttachment(attachment({ id: 'old', capturedAt: 1 }))
    await damage('messages', { id: 'x', conversationId: 'c' })
    await pruneAttachments(5)
    expect(await getAttachments(['old'])).toEqual([])
  })

  it('of whatever kind can be shown, and a whole one is left as it is', () => {
    expect(parseMessage(answer)).toBe(answer)
    const fields = fc.dictionary(
      fc.constantFrom('role', 'parts', 'status', 'createdAt', 'parentId', 'attachmentIds', 'error', 'pause', 'usage'),
      fc.anything(),
    )
    fc.assert(
      fc.property(fields, (odd) => {
        const shown = parseMessage({ ...answer, ...odd })
        expect(typeof shown.createdAt).toBe('number')
        expect(shown.parts.every(({ text }) => typeof text === 'string')).toBe(true)
        expect(shown.attachmentIds.every((id) => typeof id === 'string')).toBe(true)
        expect(['user', 'assistant']).toContain(shown.role)
      }),
    )
  })
})
