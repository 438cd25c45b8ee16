import type { call } from '../messaging/calls'
import { listUnseen, watchUnseen } from '../messaging/unseen'
import type { Chat } from './chat-store'

type SeenDependencies = {
  chat: Chat
  call: typeof call
  /** Whether a reader can see the panel now. */
  isVisible: () => boolean
}

/**
 * Tells the worker when the reader sees an answer that came to its end. Returns the way to look now, for when the panel
 * becomes visible. Nothing is lost when the worker cannot be told: the badge stays until it can.
 */
export function reportSeen({ chat, call: ask, isVisible }: SeenDependencies): () => void {
  const look = async () => {
    const { conversationId } = chat.store.getState()
    if (!isVisible()) return
    const unseen = await listUnseen()
    if (unseen.some((answer) => answer.conversationId === conversationId)) await ask('markSeen', { conversationId })
  }
  const lookNow = () => void look().catch(() => undefined)
  watchUnseen(lookNow)
  chat.store.subscribe((state, before) => {
    if (state.conversationId !== before.conversationId) lookNow()
  })
  lookNow()
  return lookNow
}
