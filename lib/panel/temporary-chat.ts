import type { Draft } from '../chat/conversation'
import { isTemporary, keptId, temporaryId } from '../chat/temporary'
import type { call } from '../messaging/calls'
import { emptyDraft } from './chat-state'
import type { Chat } from './chat-store'

/**
 * Shows the temporary chat that the window has, else begins one.
 * @param written what was in the composer when the reader chose it: what came since is meant for the temporary chat.
 */
export async function startTemporary(
  chat: Chat,
  createId: () => string,
  find: (windowId: number) => Promise<{ conversationId: string; draft: Draft | undefined } | undefined>,
  written: string,
): Promise<void> {
  if (!isTemporary(chat.store.getState().conversationId)) {
    const known = await find(chat.windowId)
    const { text } = chat.store.getState()
    const since = text.startsWith(written) ? text.slice(written.length) : ''
    // The chat that is left stores its draft, and may know nothing of what came since.
    if (since !== '') chat.store.setState({ text: written })
    const draft = known?.draft ?? emptyDraft
    chat.open(known?.conversationId ?? temporaryId(createId), { ...draft, text: draft.text + since })
    if (since !== '') chat.flushDraft()
  }
  chat.focusComposer()
}

/** What the database has, which the store does not read by itself. */
export type StoredChats = {
  has(conversationId: string): Promise<boolean>
  draftOf(conversationId: string): Promise<Draft | undefined>
  /** Those of these snapshots that there are. */
  attachmentsAmong(ids: readonly string[]): Promise<readonly string[]>
}

/** Makes the shown chat a stored one, and shows that. Returns whether it does. */
export async function keepTemporary(chat: Chat, ask: typeof call, stored: StoredChats): Promise<boolean> {
  const { conversationId } = chat.store.getState()
  // What is being written is stored with it.
  chat.flushDraft()
  await ask('keepTemporary', { conversationId })
  return goOn(chat, conversationId, keptId, stored)
}

/**
 * Goes on where nothing is left of the shown chat, which another window kept or discarded: with what it became, else with
 * another temporary chat. What is being written here goes along.
 * @param hadBegun something of it was shown here: it is missed.
 * @returns what became of it; undefined when it has not begun yet, or is there again.
 */
export async function goOnElsewhere(
  chat: Chat,
  hadBegun: boolean,
  createId: () => string,
  stored: StoredChats,
): Promise<'kept' | 'discarded' | undefined> {
  const { conversationId } = chat.store.getState()
  if (await stored.has(keptId(conversationId))) {
    return (await goOn(chat, conversationId, keptId, stored)) ? 'kept' : undefined
  }
  // While it is being kept it is gone for a moment, and back when that fails. The question above waited for the end of it.
  if (!hadBegun || (await stored.has(conversationId))) return undefined
  const another = temporaryId(createId)
  const isShown = await goOn(chat, conversationId, (id) => (id === conversationId ? another : id), stored)
  return isShown ? 'discarded' : undefined
}

/**
 * Leaves a chat for another one, with what is being written.
 * @param renamed the new id of the chat, and of snapshots in it.
 */
async function goOn(
  chat: Chat,
  conversationId: string,
  renamed: (id: string) => string,
  stored: StoredChats,
): Promise<boolean> {
  const written = () => {
    const { text, attachmentIds } = chat.store.getState()
    return { text, attachmentIds: attachmentIds.map(renamed) }
  }
  const [there, draft] = await Promise.all([
    stored.attachmentsAmong(written().attachmentIds),
    stored.draftOf(renamed(conversationId)),
  ])
  const { text, attachmentIds } = written()
  const own = { text, attachmentIds: attachmentIds.filter((id) => there.includes(id)) }
  if (!leave(chat, conversationId)) return false
  const isWritten = own.text.trim() !== '' || own.attachmentIds.length > 0
  chat.open(renamed(conversationId), isWritten ? { ...own, edits: draft?.edits ?? [] } : draft)
  if (isWritten) chat.flushDraft()
  chat.focusComposer()
  return true
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
