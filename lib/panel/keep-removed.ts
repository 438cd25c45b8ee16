import { browser } from 'wxt/browser'
import type { Chat } from './chat-store'
import type { ChatState } from './chat-state'

const prefix = 'removed:'

/**
 * Offers what was deleted last also after the panel was closed, or another conversation shown. Session storage ends with
 * the browser, after which nothing can be brought back either.
 */
export function keepRemoved({ store, branches }: Chat): void {
  const bringBack = async (conversationId: string): Promise<void> => {
    const key = prefix + conversationId
    const { [key]: kept } = await browser.storage.session.get(key)
    if (kept !== undefined && store.getState().conversationId === conversationId) {
      branches.offer(kept as NonNullable<ChatState['removed']>)
    }
  }
  const note = ({ conversationId, removed }: ChatState): Promise<void> =>
    removed
      ? browser.storage.session.set({ [prefix + conversationId]: removed })
      : browser.storage.session.remove(prefix + conversationId)

  store.subscribe((state, before) => {
    const isOpened = state.conversationId !== before.conversationId
    if (!isOpened && state.removed === before.removed) return
    // Without it the offer only stands for less long.
    void (isOpened ? bringBack(state.conversationId) : note(state)).catch(() => undefined)
  })
}
