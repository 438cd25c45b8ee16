import type { Conversation, Draft } from '../chat/conversation'
import { db, type View } from './db'
import { parseConversation } from './parse-record'
import { stored } from './storage-error'

/** Conversations that are not deleted, newest first. */
export async function listConversations(): Promise<Conversation[]> {
  // Not by the index: a damaged one is not in it.
  const conversations = (await db.conversations.toArray()).map(parseConversation)
  return conversations
    .filter(({ deletedAt }) => deletedAt === undefined)
    .sort((one, other) => other.updatedAt - one.updatedAt)
}

export async function getConversation(conversationId: string): Promise<Conversation | undefined> {
  const row = await db.conversations.get(conversationId)
  return row && parseConversation(row)
}

export function renameConversation(conversationId: string, title: string): Promise<number> {
  return stored(() => db.conversations.update(conversationId, { title }))
}

export function markDeleted(conversationId: string, deletedAt: number): Promise<number> {
  return stored(() => db.conversations.update(conversationId, { deletedAt }))
}

export function unmarkDeleted(conversationId: string): Promise<number> {
  return stored(() =>
    db.conversations
      .where('id')
      .equals(conversationId)
      .modify((conversation) => {
        delete conversation.deletedAt
      }),
  )
}

/** Removes for good what was deleted before `before`, with everything that only it used. */
export function purgeDeleted(before: number): Promise<void> {
  return stored(() =>
    db.transaction('rw', purgedTables(), async () => {
      const gone = await db.conversations
        .filter(({ deletedAt }) => deletedAt !== undefined && deletedAt < before)
        .primaryKeys()
      const messageIds = await db.messages.where('conversationId').anyOf(gone).primaryKeys()
      await db.receipts.bulkDelete(messageIds)
      await db.recordings.bulkDelete(messageIds)
      await db.messages.bulkDelete(messageIds)
      await db.drafts.bulkDelete(gone)
      await db.queue.where('conversationId').anyOf(gone).delete()
      await db.sectionResults.where('conversationId').anyOf(gone).delete()
      await db.conversations.bulkDelete(gone)
    }),
  )
}

/** What goes with a conversation. */
function purgedTables() {
  const { conversations, messages, receipts, recordings, drafts, queue, sectionResults } = db
  return [conversations, messages, receipts, recordings, drafts, queue, sectionResults]
}

export function getDraft(conversationId: string): Promise<Draft | undefined> {
  return db.drafts.get(conversationId)
}

/** An empty draft is no draft. */
export function saveDraft(draft: Draft): Promise<unknown> {
  return stored<unknown>(() =>
    draft.text === '' && draft.attachmentIds.length === 0
      ? db.drafts.delete(draft.conversationId)
      : db.drafts.put(draft),
  )
}

/**
 * The conversation this window showed last, else the one that any window showed last which is gone: a new start of the
 * browser numbers its windows anew. Not that of another open window, since two panels would overwrite one draft.
 */
export async function lastView(windowId: number, openWindowIds: readonly number[] = []): Promise<View | undefined> {
  const own = await db.views.get(windowId)
  const others = db.views.orderBy('updatedAt').reverse()
  return own ?? (await others.filter((view) => !openWindowIds.includes(view.windowId)).first())
}

export function saveView(view: View): Promise<unknown> {
  return stored(() => db.views.put(view))
}
