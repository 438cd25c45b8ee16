import type { call } from '../messaging/calls'
import type { ChatState } from './chat-state'

type Host = {
  call: typeof call
  show: (view: Partial<ChatState>) => void
  report: (error: unknown) => void
  open: (conversationId: string) => void
  focus: () => void
}

/** The ways of a conversation: which of them is shown, where a new one begins, and what is taken away. */
export class Branching {
  readonly #host: Host

  constructor(host: Host) {
    this.#host = host
  }

  /** Shows another form of a message, down to where the reader left it. Resolves to whether it is shown. */
  show(messageId: string): Promise<boolean> {
    return this.#attempt(() => this.#host.call('showMessage', { messageId }))
  }

  /** The next question goes on from this message. */
  async branchFrom(messageId: string): Promise<void> {
    if (await this.#attempt(() => this.#host.call('showMessage', { messageId, here: true }))) this.#host.focus()
  }

  /** Opens a new conversation that has come as far as this message. */
  async copy(messageId: string): Promise<void> {
    await this.#attempt(async () => {
      const { conversationId } = await this.#host.call('copyPath', { messageId })
      this.#host.open(conversationId)
      this.#host.focus()
    })
  }

  /** Takes a message away with all that follows it, and offers to bring it back. */
  async remove(messageId: string, removed: NonNullable<ChatState['removed']>['what']): Promise<void> {
    const gone = await this.#attempt(() => this.#host.call('deleteMessage', { messageId }))
    if (!gone) return
    this.#host.show({ removed: { messageId, what: removed } })
    this.#host.focus()
  }

  /** Brings back what was taken away last. */
  async restore(messageId: string): Promise<void> {
    const back = await this.#attempt(() => this.#host.call('restoreMessage', { messageId }))
    if (!back) return
    this.#host.show({ removed: null })
    this.#host.focus()
  }

  /** Offers once more what was taken away before. */
  offer(removed: NonNullable<ChatState['removed']>): void {
    this.#host.show({ removed })
  }

  /** The reader does not want it back. */
  forget(): void {
    this.#host.show({ removed: null })
  }

  async #attempt(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act()
      return true
    } catch (error) {
      this.#host.report(error)
      return false
    }
  }
}
