import { ChatError } from '../chat/chat-error'
import type { Run } from './run'

/** Which conversations are being answered: one answer at a time in each. */
export class Places {
  readonly #places = new Map<string, Run | 'starting'>()

  /** True while an answer is being written somewhere, or is about to be. */
  get taken(): boolean {
    return this.#places.size > 0
  }

  isTaken(conversationId: string): boolean {
    return this.#places.has(conversationId)
  }

  /** Undefined also while a run is only about to begin. */
  runIn(conversationId: string): Run | undefined {
    const place = this.#places.get(conversationId)
    return place === 'starting' ? undefined : place
  }

  runs(): Run[] {
    return [...this.#places.values()].filter((place) => place !== 'starting')
  }

  /** The run that writes a message. */
  runOf(messageId: string): Run | undefined {
    return this.runs().find((run) => run.message.id === messageId)
  }

  set(conversationId: string, run: Run): void {
    this.#places.set(conversationId, run)
  }

  free(conversationId: string): void {
    this.#places.delete(conversationId)
  }

  /**
   * Keeps a conversation's place while a run is being prepared, which then sets itself in it.
   * @param onLeft no run came of it, and the place is free again.
   * @throws {ChatError} `bad-request` when it is taken, or what `begin` throws.
   */
  async take<Value>(conversationId: string, begin: () => Promise<Value>, onLeft: () => void): Promise<Value> {
    if (this.#places.has(conversationId)) {
      throw new ChatError('bad-request', 'An answer is still being written here: wait for it, or stop it first.')
    }
    this.#places.set(conversationId, 'starting')
    try {
      return await begin()
    } finally {
      if (this.#places.get(conversationId) === 'starting') {
        this.#places.delete(conversationId)
        onLeft()
      }
    }
  }
}
