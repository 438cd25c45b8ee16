import { browser } from 'wxt/browser'
import { storedUnder } from '../chat/stored-under'
import { isTemporary } from '../chat/temporary'

/**
 * Which temporary chat a window has, in session storage: no trace of it may lie where other views do. A page reads it
 * without the worker, since it is asked for first of all.
 */
export type TemporaryView = {
  conversationId: string
  /** The window shows it now, and not only had it before. */
  shown: boolean
}

const prefix = 'temporary-view:'

export async function temporaryView(windowId: number): Promise<TemporaryView | undefined> {
  const key = `${prefix}${windowId}`
  return (await browser.storage.session.get(key))[key] as TemporaryView | undefined
}

/** Takes down what a window shows now. */
export async function noteTemporaryView(windowId: number, conversationId: string): Promise<void> {
  const key = `${prefix}${windowId}`
  const before = await temporaryView(windowId)
  if (isTemporary(conversationId)) await browser.storage.session.set({ [key]: { conversationId, shown: true } })
  else if (before?.shown) await browser.storage.session.set({ [key]: { ...before, shown: false } })
}

/** The window among these that has a temporary chat. */
export async function windowWithTemporary(
  conversationId: string,
  windowIds: readonly number[],
): Promise<number | undefined> {
  const views = await Promise.all(windowIds.map(temporaryView))
  return windowIds.find((_, index) => views[index]?.conversationId === conversationId)
}

/** The chat is no more, or no temporary one any more. Returns the windows that show it. */
export async function forgetTemporaryViews(conversationId: string): Promise<number[]> {
  const views = Object.entries(await storedUnder(browser.storage.session, prefix))
    .map(([key, value]) => ({ key, ...(value as TemporaryView) }))
    .filter((view) => view.conversationId === conversationId)
  await browser.storage.session.remove(views.map(({ key }) => key))
  return views.filter(({ shown }) => shown).map(({ key }) => Number(key.slice(prefix.length)))
}
