import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Message } from '../../../lib/chat/message'
import { threadTo } from '../../../lib/chat/message'
import { pruneAttachments } from '../../../lib/db/attachments'
import { copyPath, deleteMessage, restoreMessage, showMessage } from '../../../lib/db/branches'
import { purgeDeleted } from '../../../lib/db/conversations'
import { db } from '../../../lib/db/db'
import { beginAnswer, checkpoint, getMessage, listMessages, questionOf } from '../../../lib/db/messages'
import { enqueue } from '../../../lib/db/queue'
import { freshStores } from '../../helpers/database'
import { attachment, message } from '../../helpers/messages'
import { beginTurn } from '../../helpers/turns'

let clock = 0

/** Asks and answers below a message. */
async function turn(id: string, parentId: string | null, attachmentIds: string[] = []): Promise<void> {
  const question = message({ id, parentId, role: 'user', status: 'complete', createdAt: ++clock, attachmentIds })
  const answer = message({ id: `${id}-a`, parentId: id, createdAt: ++clock })
  await beginTurn(question, answer)
  await checkpoint({ ...answer, status: 'complete' })
}

async function another(id: string, parentId: string): Promise<void> {
  const answer = message({ id, parentId, createdAt: ++clock })
  await beginAnswer(answer)
  await checkpoint({ ...answer, status: 'complete' })
}

const conversation = () => db.conversations.get('conversation')
const shown = async () => (await conversation())?.leafId
const ids = (messages: readonly Message[]) => messages.map(({ id }) => id).toSorted()
const stored = async () => ids(await listMessages('conversation'))
const everything = async () => ({ messages: await db.messages.toArray(), leafId: await shown() })

beforeEach(async () => {
  await freshStores()
  clock = 0
})

describe('a branch that is shown again', () => {
  it('ends where the reader left it, not at its newest end', async () => {
    await turn('one', null)
    await turn('two', 'one-a')
    await another('two-b', 'two')
    await showMessage('two-a')
    await another('one-b', 'one')
    expect(await shown()).toBe('one-b')
    await showMessage('one-a')
    expect(await shown()).toBe('two-a')
  })

  it('can end in its middle, and leads back', async () => {
    await turn('one', null)
    await turn('two', 'one-a')
    await showMessage('one-a', { here: true })
    expect(await shown()).toBe('one-a')
    await showMessage('one-a')
    expect(await shown()).toBe('two-a')
    await showMessage('one-a', { here: true })
    await turn('three', 'one-a')
    expect(await shown()).toBe('three-a')
    await showMessage('two')
    expect(await shown()).toBe('two-a')
  })
})

describe('a message that is deleted', () => {
  it('takes what follows along and shows its nearest form', async () => {
    await turn('one', null)
    await another('one-b', 'one')
    await turn('two', 'one-b')
    await deleteMessage('one-b', 50)
    expect(await stored()).toEqual(['one', 'one-a'])
    expect(await shown()).toBe('one-a')
    expect(await getMessage('two')).toBeUndefined()
    await expect(questionOf('two-a')).rejects.toThrow('gone')
  })

  it('leaves the question, which can be answered again', async () => {
    await turn('one', null)
    await deleteMessage('one-a', 50)
    expect(await shown()).toBe('one')
    expect(await questionOf('one')).toMatchObject({ id: 'one' })
    await another('one-b', 'one')
    expect(await shown()).toBe('one-b')
  })

  it('comes back with all it took along, and is shown as it was', async () => {
    await turn('one', null)
    await turn('two', 'one-a')
    await another('two-b', 'two')
    await showMessage('two-a')
    const before = await everything()
    await deleteMessage('one', 50)
    expect(await stored()).toEqual([])
    expect(await shown()).toBeNull()
    await restoreMessage('one')
    expect(await everything()).toEqual(before)
  })

  it('does not bring back what was deleted before it', async () => {
    await turn('one', null)
    await turn('two', 'one-a')
    await deleteMessage('two', 50)
    await deleteMessage('one', 60)
    await expect(restoreMessage('two')).rejects.toThrow('bring that back first')
    await restoreMessage('one')
    expect(await stored()).toEqual(['one', 'one-a'])
    await restoreMessage('two')
    expect(await stored()).toEqual(['one', 'one-a', 'two', 'two-a'])
  })

  it('is refused while it is being written, or a question waits for it', async () => {
    await turn('one', null)
    const question = message({ id: 'two', parentId: 'one-a', role: 'user', status: 'complete' })
    await beginTurn(question, message({ id: 'two-a', parentId: 'two' }))
    await expect(deleteMessage('one', 50)).rejects.toThrow('stop it first')
    await checkpoint(message({ id: 'two-a', parentId: 'two', status: 'stopped' }))
    const waiting = {
      id: 'next',
      conversationId: 'conversation',
      text: 'Next?',
      attachmentIds: [],
      presetId: 'builtin',
    }
    await enqueue(waiting, { waitsFor: 'two-a' })
    await expect(deleteMessage('two', 50)).rejects.toThrow('A question waits')
    expect(await stored()).toEqual(['one', 'one-a', 'two', 'two-a'])
  })

  it('is followed by nothing, and written over by nobody', async () => {
    await turn('one', null)
    await deleteMessage('one-a', 50)
    const late = message({ id: 'late', parentId: 'one-a', role: 'user' })
    await expect(beginTurn(late, message({ id: 'late-a', parentId: 'late' }))).rejects.toThrow('was deleted')
    await checkpoint(message({ id: 'one-a', parentId: 'one', status: 'complete' }))
    expect(await stored()).toEqual(['one'])
  })

  it('goes for good after its time, with its receipt, and keeps its snapshots until then', async () => {
    await db.attachments.bulkAdd([attachment({ id: 'page' }), attachment({ id: 'shared' })])
    await turn('one', null, ['shared'])
    await turn('two', 'one-a', ['page', 'shared'])
    await db.receipts.put({ messageId: 'two-a' } as never)
    await deleteMessage('two', 1_000)
    await purgeDeleted(1_000)
    await pruneAttachments(5_000)
    expect(await db.attachments.count()).toBe(2)
    await purgeDeleted(1_001)
    await pruneAttachments(5_000)
    expect(await db.attachments.toCollection().primaryKeys()).toEqual(['shared'])
    expect(await db.receipts.count()).toBe(0)
    await expect(restoreMessage('two')).rejects.toThrow('for good')
    expect(await stored()).toEqual(['one', 'one-a'])
  })
})

describe('a new conversation from the middle of another', () => {
  let made = 0
  const copyOf = (messageId: string) =>
    copyPath(messageId, { conversationId: 'copy', createId: () => `copy-${++made}`, now: 900 })

  it('has the path up to there, and nothing of it is shared but the snapshots', async () => {
    await turn('one', null, ['page'])
    await turn('two', 'one-a')
    await turn('three', 'two-a')
    await db.receipts.put({ messageId: 'one-a', requests: [] } as never)
    await copyOf('two-a')
    const copies = await listMessages('copy')
    const { leafId = null, title } = (await db.conversations.get('copy')) ?? {}
    const path = threadTo(copies, leafId)
    expect(path.map(({ role, attachmentIds }) => [role, attachmentIds])).toEqual([
      ['user', ['page']],
      ['assistant', []],
      ['user', []],
      ['assistant', []],
    ])
    expect(copies).toHaveLength(4)
    expect(title).toMatch(/\(branch\)$/)
    expect(await db.receipts.get(path[1]?.id ?? '')).toBeDefined()
    await deleteMessage('one', 50)
    expect(await listMessages('copy')).toHaveLength(4)
  })

  it('is refused while its end is being written', async () => {
    await beginTurn(message({ id: 'q', role: 'user' }), message({ id: 'a', parentId: 'q' }))
    await expect(copyOf('a')).rejects.toThrow('still being written')
    expect(await db.conversations.get('copy')).toBeUndefined()
  })
})
