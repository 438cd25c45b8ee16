import type { Draft } from '../chat/conversation'
import { isTemporary, keptId, temporaryId } from '../chat/temporary'
import type { call } from '../messaging/calls'
import { emptyDraft, type ChatState } from './chat-state'

type Host = {
  call: typeof call
  createId: () => string
  state: () => ChatState
  show: (view: Partial<ChatState>) => void
  windowId: number
  report: (error: unknown) => void
  flushDraft: () => void
  open: (conversationId: string, draft?: Pick<Draft, 'text' | 'attachmentIds'>) => void
  newChat: () => void
  focus: () => void
}

/** The chat of this window that is never written: how it begins, and the two ways in which it ends. */
export class TemporaryChat {
  readonly #host: Host

  constructor(host: Host) {
    this.#host = host
  }

  /** Shows the one that the window has, else begins one. */
  async start(
    find: (windowId: number) => Promise<{ conversationId: string; draft: Draft | undefined } | undefined>,
  ): Promise<void> {
    const { createId, windowId, state, report, open, focus } = this.#host
    if (!isTemporary(state().conversationId)) {
      const known = await find(windowId).catch(report)
      open(known?.conversationId ?? temporaryId(createId), known?.draft)
    }
    focus()
  }

  /** Makes it a stored one. Resolves to whether it is. */
  async keep(): Promise<boolean> {
    const { call: ask, state, report, flushDraft, focus } = this.#host
    const { conversationId } = state()
    try {
      // What is being written is stored with it.
      flushDraft()
      const kept = await ask('keepTemporary', { conversationId })
      const { text, attachmentIds } = state()
      if (this.#leave(conversationId)) {
        this.#host.open(kept.conversationId, { text, attachmentIds: attachmentIds.map(keptId) })
        flushDraft()
        focus()
      }
      return true
    } catch (error) {
      report(error)
      return false
    }
  }

  /** Forgets it for good. */
  async discard(): Promise<void> {
    const { call: ask, state, report, newChat } = this.#host
    const { conversationId } = state()
    // Before it is gone: nothing may be stored of it afterwards.
    if (this.#leave(conversationId)) newChat()
    await ask('discardTemporary', { conversationId }).catch(report)
  }

  /** Empties the composer, which is stored whenever a chat is left. Returns whether that one is shown still. */
  #leave(conversationId: string): boolean {
    const { state, show } = this.#host
    if (state().conversationId !== conversationId) return false
    show(emptyDraft)
    return true
  }
}
