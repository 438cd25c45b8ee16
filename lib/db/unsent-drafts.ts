import type { Draft } from '../chat/conversation'
import { db } from './db'
import { stored } from './storage-error'

/**
 * What was written in new chats that nothing was asked in, and that no window shows: newest first.
 * @param openWindowIds the windows that there are; absent: what any window showed last counts as shown.
 */
export async function unsentDrafts(openWindowIds?: ReadonlySet<number>): Promise<Draft[]> {
  const [drafts, views] = await Promise.all([db.drafts.toArray(), db.views.toArray()])
  const shown = views.filter(({ windowId }) => openWindowIds?.has(windowId) ?? true)
  const unseen = drafts.filter(({ conversationId }) => !shown.some((view) => view.conversationId === conversationId))
  if (unseen.length === 0) return []
  const begun = await db.conversations.bulkGet(unseen.map(({ conversationId }) => conversationId))
  return unseen.filter((_draft, index) => !begun[index]).sort((one, other) => other.updatedAt - one.updatedAt)
}

/** Removes those that nobody has written on since `before`. */
export async function purgeUnsent(before: number): Promise<void> {
  const old = (await unsentDrafts()).filter(({ updatedAt }) => updatedAt < before)
  await stored(() => db.drafts.bulkDelete(old.map(({ conversationId }) => conversationId)))
}
