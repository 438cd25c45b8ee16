import { isTemporary } from '../chat/temporary'
import { db } from './db'
import { windowWithTemporary } from './temporary-views'

/** The window among these that showed a conversation last. */
export async function windowThatShowed(
  conversationId: string,
  windowIds: readonly number[],
): Promise<number | undefined> {
  if (isTemporary(conversationId)) return windowWithTemporary(conversationId, windowIds)
  const newestFirst = db.views.orderBy('updatedAt').reverse()
  const view = await newestFirst
    .filter((one) => one.conversationId === conversationId && windowIds.includes(one.windowId))
    .first()
  return view?.windowId
}
