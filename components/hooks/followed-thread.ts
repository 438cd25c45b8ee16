import { liveQuery } from 'dexie'
import { readThread, type StoredThread } from './read-thread'

type Following = { conversationId: string; thread: StoredThread | undefined; end: () => void }

/**
 * What is stored of the conversation that is shown, as it is now. One that is about to be shown is read before, so that it
 * is drawn once, whole, and never empty first; nothing is kept of one that was left.
 */
export class FollowedThread {
  readonly #report: (error: unknown) => void
  readonly #listeners = new Set<() => void>()
  #shown: Following | undefined
  #next: Following | undefined

  /** @param report told of a conversation that is shown and cannot be read. */
  constructor(report: (error: unknown) => void) {
    this.#report = report
  }

  /** Reads a conversation that will be shown, unless another one is, before. Resolves when it can be drawn. */
  prepare(conversationId: string): Promise<void> {
    if (this.of(conversationId)) return Promise.resolve()
    this.#next?.end()
    return new Promise((resolve, reject) => {
      this.#next = this.#begin(conversationId, resolve, reject)
    })
  }

  /** Prepares one that nothing is stored of yet. */
  prepareNew(conversationId: string): void {
    this.#next?.end()
    this.#next = this.#begin(conversationId)
    this.#next.thread = { conversationId, conversation: undefined, messages: [] }
  }

  /** Undefined while it is not read. */
  of(conversationId: string): StoredThread | undefined {
    return [this.#shown, this.#next].find((one) => one?.conversationId === conversationId)?.thread
  }

  /** To be called when a conversation is shown: from now on this is what is followed. */
  show(conversationId: string): void {
    if (this.#shown?.conversationId === conversationId) return
    this.#shown?.end()
    if (this.#next?.conversationId === conversationId) this.#shown = this.#next
    else {
      this.#next?.end()
      this.#shown = this.#begin(conversationId)
    }
    this.#next = undefined
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #begin(conversationId: string, onRead?: () => void, onFailure = this.#report): Following {
    const following: Following = { conversationId, thread: undefined, end: () => subscription.unsubscribe() }
    const subscription = liveQuery(() => readThread(conversationId)).subscribe(
      (thread) => {
        following.thread = thread
        onRead?.()
        if (following === this.#shown) this.#listeners.forEach((listener) => listener())
      },
      (error: unknown) => (following === this.#shown ? this.#report : onFailure)(error),
    )
    return following
  }
}
