import { applyEvent, type Message } from '../chat/message'
import type { MessageEvent } from '../messaging/port'
import type { followConversation } from './port-client'

export type LiveView = {
  /** Answers in flight, as the port tells them. The database takes over when it holds the end. */
  live: Record<string, Message>
  /** The answer that is being written in this conversation. */
  runningId: string | null
}

export const nothingLive: LiveView = { live: {}, runningId: null }

/**
 * What is being written in the shown conversation: what the database says is streaming, and what the port tells of it.
 * Holds a port only while there is something to hear, since an idle port keeps restarting an idle worker.
 */
export class LiveAnswers {
  readonly #follow: typeof followConversation
  readonly #onChange: (view: LiveView) => void
  #conversationId = ''
  #live: Record<string, Message> = {}
  #stored: readonly Message[] = []
  #expecting = false
  #expectedId: string | null = null
  #unfollow: (() => void) | undefined

  constructor(follow: typeof followConversation, onChange: (view: LiveView) => void) {
    this.#follow = follow
    this.#onChange = onChange
  }

  /** Turns to another conversation. */
  open(conversationId: string): void {
    this.#unfollow?.()
    this.#unfollow = undefined
    this.#conversationId = conversationId
    this.#live = {}
    this.#stored = []
    this.#expecting = false
    this.#publish()
  }

  /** Listens before something is asked for, so that no first word is missed. */
  expect(): void {
    this.#expecting = true
    this.#expectedId = null
    this.#publish()
  }

  /**
   * Says which answer will come, or that none will. It may be over before anything was heard of it: when the database
   * has it, there is nothing to wait for.
   */
  expectIn(conversationId: string, answerId: string | null): void {
    if (this.#conversationId !== conversationId) return
    this.#expecting &&= answerId !== null
    this.#expectedId = answerId
    this.#publish()
  }

  /** Tells what the database shows of this conversation. */
  sync(stored: readonly Message[]): void {
    this.#stored = stored
    const over = new Set(stored.filter(({ status }) => status !== 'streaming').map(({ id }) => id))
    this.#live = Object.fromEntries(Object.entries(this.#live).filter(([id]) => !over.has(id)))
    this.#publish()
  }

  #receive(events: readonly MessageEvent[]): void {
    const live = { ...this.#live }
    for (const { messageId, event } of events) {
      const message = event.type === 'start' ? event.message : live[messageId]
      if (message) live[messageId] = applyEvent(message, event)
    }
    this.#live = live
    this.#publish()
  }

  #runningId(): string | null {
    const live = Object.values(this.#live).find(({ status }) => status === 'streaming')
    const stored = this.#stored.find(({ id, status }) => status === 'streaming' && !(id in this.#live))
    return live?.id ?? stored?.id ?? null
  }

  #publish(): void {
    const runningId = this.#runningId()
    if (runningId !== null || this.#stored.some(({ id }) => id === this.#expectedId)) this.#expecting = false
    this.#onChange({ live: this.#live, runningId })
    if (runningId !== null || this.#expecting) this.#listen()
    else this.#hangUp()
  }

  #listen(): void {
    this.#unfollow ??= this.#follow(this.#conversationId, {
      onSnapshot: (messages) => {
        this.#live = Object.fromEntries(messages.map((message) => [message.id, message]))
        this.#publish()
      },
      onEvents: (events) => this.#receive(events),
    })
  }

  #hangUp(): void {
    this.#unfollow?.()
    this.#unfollow = undefined
  }
}
