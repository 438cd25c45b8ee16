import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { markDeleted, saveView } from '../../../lib/db/conversations'
import { getDraft, saveDraft } from '../../../lib/db/drafts'
import { db } from '../../../lib/db/db'
import { purgeUnsent, unsentDrafts } from '../../../lib/db/unsent-drafts'
import { message } from '../../helpers/messages'
import { beginTurn } from '../../helpers/turns'

const draft = (conversationId: string, updatedAt: number) =>
  saveDraft({ conversationId, text: `In ${conversationId}`, attachmentIds: [], updatedAt })

async function begin(conversationId: string): Promise<void> {
  const question = message({ id: `q-${conversationId}`, conversationId, role: 'user', status: 'complete' })
  await beginTurn(question, message({ id: `a-${conversationId}`, conversationId, parentId: question.id }))
}

const names = async (windows?: Set<number>) => (await unsentDrafts(windows)).map(({ conversationId }) => conversationId)

describe('what was not sent in new chats', () => {
  beforeEach(async () => {
    await db.delete()
    await db.open()
  })

  it('is found again, the newest first, and nothing that a list or a window shows', async () => {
    await begin('begun')
    await begin('deleted')
    await markDeleted('deleted', 5)
    for (const [at, id] of ['begun', 'deleted', 'older', 'newer', 'shown', 'left open'].entries()) await draft(id, at)
    await saveView({ windowId: 7, conversationId: 'shown', updatedAt: 1 })
    await saveView({ windowId: 8, conversationId: 'left open', updatedAt: 1 })
    expect(await names()).toEqual(['newer', 'older'])
    expect(await names(new Set([7]))).toEqual(['left open', 'newer', 'older'])
  })

  it('stands for as long as somebody may come back for it', async () => {
    await draft('of long ago', 10)
    await draft('of long ago, and shown', 10)
    await draft('new', 30)
    await saveView({ windowId: 7, conversationId: 'of long ago, and shown', updatedAt: 1 })
    await purgeUnsent(20)
    expect(await names()).toEqual(['new'])
    expect(await getDraft('of long ago, and shown')).toBeDefined()
  })
})
