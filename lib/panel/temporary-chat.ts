import type { Draft } from '../chat/conversation'
import { isTemporary, keptId, temporaryId } from '../chat/temporary'
import type { call } from '../messaging/calls'
import { emptyDraft } from './chat-state'
import type { Chat } from './chat-store'

/** Shows the temporary chat that the window has, else begins one. */
export async function startTemporary(
  chat: Chat,
  createId: () => string,
  find: (windowId: number) => Promise<{ conversationId: string; draft: Draft | undefined } | undefined>,
): Promise<void> {
  if (!isTemporary(chat.store.getState().conversationId)) {
    const known = await find(chat.windowId)
    chat.open(known?.conversationId ?? temporaryId(createId), known?.draft)
  }
  chat.focusComposer()
}

/** Makes the shown chat a stored one. */
export async function keepTemporary(chat: Chat, ask: typeof call): Promise<void> {
  const { conversationId } = chat.store.getState()
  try {
    // What is being written is stored with it.
    chat.flushDraft()
    const kept = await ask('keepTemporary', { conversationId })
    const { text, attachmentIds } = chat.store.getState()
    if (!leave(chat, conversationId)) return
    chat.open(kept.conversationId, { text, attachmentIds: attachmentIds.map(keptId) })
    chat.flushDraft()
    chat.focusComposer()
  } catch (error) {
    chat.report(error)
  }
}

/** Forgets the shown chat for good. */
export async function discardTemporary(chat: Chat, ask: typeof call): Promise<void> {
  const { conversationId } = chat.store.getState()
  // Before it is gone: nothing may be stored of it afterwards.
  if (leave(chat, conversationId)) chat.newChat()
  await ask('discardTemporary', { conversationId }).catch((error: unknown) => chat.report(error))
}

/** Empties the composer, which is stored whenever a chat is left. Returns whether that chat is shown still. */
function leave(chat: Chat, conversationId: string): boolean {
  if (chat.store.getState().conversationId !== conversationId) return false
  chat.store.setState(emptyDraft)
  return true
}
