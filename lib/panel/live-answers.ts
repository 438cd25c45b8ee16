import { openComparisonOf, type OpenComparison } from '../chat/comparison'
import { applyEvent, type Message } from '../chat/message'
import type { MessageEvent } from '../messaging/port'
import type { followConversation } from './port-client'

export type LiveView = {
  /** Answers in flight, as the port tells them. The database takes over when it holds the end. */
  live: Record<string, Message>
  /** The answers that are being written in this conversation: one, or as many as are compared. */
  runningIds: readonly string[]
  /** A question and its answer that were stored just now: shown as they were stored, until the database was read again. */
  begun: BegunTurn | null
}

export type BegunTurn = { question: Message; answer: Message }

const nobody: readonly string[] = []

export const nothingLive: LiveView = { live: {}, runningIds: nobody, begun: null }

/**
 * What is being written in the shown conversation: what the database says is streaming, and what the port tells of it.
 * Holds a port only while there is something to hear, since an idle port keeps restarting an idle worker.
 */
export class LiveAnswers {
  readonly #follow: typeof followConversation
  readonly #onChange: (view: LiveView) => void
  #conversationId = ''
  #live: Record<string, Message> = {}
  #begun: BegunTurn | null = null
  #stored: readonly Message[] = []
  /** What every drawn message asks for, with each word that comes. */
  #comparisons = new Map<string, OpenComparison | undefined>()
  #isRead = false
  #runningIds = nobody
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
    this.#begun = null
    this.#stored = []
    this.#comparisons.clear()
    this.#isRead = false
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

  /**
   * Tells what is stored of this conversation.
   * @param isAhead the turn that has just begun is among it, and the database has not shown it yet.
   */
  sync(stored: readonly Message[], isAhead = false): void {
    this.#stored = stored
    this.#comparisons.clear()
    if (!isAhead) this.#begun = null
    this.#isRead = true
    const over = new Set(stored.filter(({ status }) => status !== 'streaming').map(({ id }) => id))
    this.#live = Object.fromEntries(Object.entries(this.#live).filter(([id]) => !over.has(id)))
    this.#publish()
  }

  #receive(events: readonly MessageEvent[]): void {
    const live = { ...this.#live }
    for (const { messageId, event } of events) {
      const message = event.type === 'start' ? event.message : live[messageId]
      if (message) live[messageId] = applyEvent(message, event)
      // Answers that are compared are shown together, once all of them are stored.
      const question = event.type === 'start' && !event.question?.comparison && event.question
      if (message && question) this.#begun = { question, answer: message }
    }
    this.#live = live
    this.#publish()
  }

  /** The comparison that an answer is read in, as far as the panel knows. */
  comparisonOf(messageId: string): OpenComparison | undefined {
    if (!this.#comparisons.has(messageId)) {
      this.#comparisons.set(messageId, openComparisonOf(this.#stored, messageId))
    }
    return this.#comparisons.get(messageId)
  }

  /** Whether it is known that nothing is attached anywhere in this conversation. */
  isBare(conversationId: string): boolean {
    const isKnown = this.#isRead && this.#conversationId === conversationId
    return isKnown && this.#stored.every(({ attachmentIds }) => attachmentIds.length === 0)
  }

  /** The same list as before where nothing has changed, so that nobody draws for nothing. */
  #running(): readonly string[] {
    const stored = this.#stored.filter(({ id }) => !(id in this.#live))
    const ids = [...Object.values(this.#live), ...stored].flatMap((one) => (one.status === 'streaming' ? one.id : []))
    const before = this.#runningIds
    return ids.length === before.length && ids.every((id, index) => id === before[index]) ? before : ids
  }

  #publish(): void {
    this.#runningIds = this.#running()
    const isRunning = this.#runningIds.length > 0
    if (isRunning || this.#stored.some(({ id }) => id === this.#expectedId)) this.#expecting = false
    this.#onChange({ live: this.#live, runningIds: this.#runningIds, begun: this.#begun })
    if (isRunning || this.#expecting) this.#listen()
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
