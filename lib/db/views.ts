import { db } from './db'

/** The window among these that showed a conversation last. */
export async function windowThatShowed(
  conversationId: string,
  windowIds: readonly number[],
): Promise<number | undefined> {
  const newestFirst = db.views.orderBy('updatedAt').reverse()
  const view = await newestFirst
    .filter((one) => one.conversationId === conversationId && windowIds.includes(one.windowId))
    .first()
  return view?.windowId
}
