import type { Conversation } from '../chat/conversation'
import { isTemporary } from '../chat/temporary'
import { db, type View } from './db'
import { parseConversation } from './parse-record'
import { stored } from './storage-error'
import { allTemporary } from './temporary'
import { noteTemporaryView, temporaryView } from './temporary-views'

/** Conversations that are not deleted, newest first. */
export async function listConversations(): Promise<Conversation[]> {
  // Not by the index: a damaged one is not in it.
  const conversations = (await db.conversations.toArray()).map(parseConversation)
  return conversations
    .filter(({ deletedAt }) => deletedAt === undefined)
    .sort((one, other) => other.updatedAt - one.updatedAt)
}

/** Temporary chats, newest first: they are in no other list. */
export async function listTemporary(): Promise<Conversation[]> {
  const { from, to } = allTemporary
  const chats = await db.conversations.where('id').between(from, to).toArray()
  return chats.sort((one, other) => other.updatedAt - one.updatedAt)
}

export async function getConversation(conversationId: string): Promise<Conversation | undefined> {
  const row = await db.conversations.get(conversationId)
  return row && parseConversation(row)
}

/** The reader's own name for it. */
export function renameConversation(conversationId: string, title: string): Promise<number> {
  return stored(() => db.conversations.update(conversationId, { title, namedBy: 'reader' }))
}

/** A name that nobody wrote, in place of the first words: only where these still stand. Returns whether they did. */
export function nameConversation(conversationId: string, title: string, firstWords: string): Promise<boolean> {
  return stored(() =>
    db.transaction('rw', db.conversations, async () => {
      const conversation = await db.conversations.get(conversationId)
      if (!conversation || conversation.namedBy !== undefined || conversation.title !== firstWords) return false
      await db.conversations.update(conversationId, { title, namedBy: 'model' })
      return true
    }),
  )
}

export function markDeleted(conversationIds: string | readonly string[], deletedAt: number): Promise<number> {
  return change(conversationIds, (conversation) => {
    conversation.deletedAt = deletedAt
  })
}

export function unmarkDeleted(conversationIds: string | readonly string[]): Promise<number> {
  return change(conversationIds, (conversation) => {
    delete conversation.deletedAt
  })
}

/** Puts conversations above the others, or back among them without `pinnedAt`. */
export function pinConversations(conversationIds: readonly string[], pinnedAt?: number): Promise<number> {
  return change(conversationIds, (conversation) => {
    if (pinnedAt === undefined) delete conversation.pinnedAt
    else conversation.pinnedAt = pinnedAt
  })
}

function change(
  conversationIds: string | readonly string[],
  how: (conversation: Conversation) => void,
): Promise<number> {
  return stored(() => changeEach([conversationIds].flat(), how))
}

/**
 * Changes those that are there, and returns how many. Read and written in one go each: one after the other ten thousand
 * take a quarter of a minute.
 */
export function changeEach(
  conversationIds: readonly string[],
  how: (conversation: Conversation) => void,
): Promise<number> {
  return db.transaction('rw', db.conversations, async () => {
    const rows = await db.conversations.bulkGet([...new Set(conversationIds)])
    const found = rows.filter((row) => row !== undefined)
    found.forEach(how)
    await db.conversations.bulkPut(found)
    return found.length
  })
}

/** Removes for good what was deleted before `before`, with everything that only it used. */
export function purgeDeleted(before: number): Promise<void> {
  return stored(() =>
    db.transaction('rw', purgedTables(), async () => {
      const gone = await db.conversations
        .filter(({ deletedAt }) => deletedAt !== undefined && deletedAt < before)
        .primaryKeys()
      const messageIds = [
        ...(await db.messages.where('conversationId').anyOf(gone).primaryKeys()),
        ...(await db.messages.filter(({ deleted }) => deleted !== undefined && deleted.at < before).primaryKeys()),
      ]
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

/**
 * The conversation this window showed last, else the one that any window showed last which is gone: a new start of the
 * browser numbers its windows anew. Not that of another open window, since two panels would overwrite one draft.
 */
export async function lastView(windowId: number, openWindowIds: readonly number[] = []): Promise<View | undefined> {
  const [temporary, views] = await Promise.all([
    temporaryView(windowId),
    db.views.orderBy('updatedAt').reverse().toArray(),
  ])
  if (temporary?.shown) return { windowId, conversationId: temporary.conversationId, updatedAt: 0 }
  const open = views.filter((view) => openWindowIds.includes(view.windowId))
  return (
    views.find((view) => view.windowId === windowId) ??
    views.find((view) => !open.some((one) => one.conversationId === view.conversationId))
  )
}

export async function saveView(view: View): Promise<void> {
  const { windowId, conversationId } = view
  await noteTemporaryView(windowId, conversationId)
  if (!isTemporary(conversationId)) await stored(() => db.views.put(view))
}
