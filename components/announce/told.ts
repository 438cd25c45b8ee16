import { textOf, type Message } from '../../lib/chat/message'
import type { ChatState } from '../../lib/panel/chat-state'
import type { Chat } from '../../lib/panel/chat-store'
import { SpokenUnits } from './spoken-units'

/** Often enough to keep pace with reading, and seldom enough for a screen reader to end its sentence. */
const everyMs = 1_000

const endings: Partial<Record<Message['status'], string>> = {
  complete: 'The answer is complete.',
  stopped: 'The answer was stopped.',
  interrupted: 'The answer was interrupted.',
}

export type Said = { id: number; words: string }

/** What was told of the answers in flight, so that each word and each end is told once. */
export class Told {
  readonly #chat: Pick<Chat, 'store'>
  readonly #say: (said: Said[]) => void
  readonly #units = new Map<string, SpokenUnits>()
  /** Answers that are not written any more, of whose end only the database will tell. */
  readonly #ending = new Set<string>()
  #stored: readonly Message[] = []
  #alone = true
  #timer: ReturnType<typeof setTimeout> | undefined
  #count = 0

  constructor(chat: Pick<Chat, 'store'>, say: (said: Said[]) => void) {
    this.#chat = chat
    this.#say = say
  }

  onChange(state: ChatState, before: ChatState): void {
    if (state.conversationId !== before.conversationId) {
      this.#units.clear()
      this.#ending.clear()
      return
    }
    if (before.runningIds.length > 0) this.#alone = before.runningIds.length === 1
    for (const id of before.runningIds.filter((one) => !state.runningIds.includes(one))) {
      this.#ending.add(id)
      const message = state.live[id] ?? before.live[id]
      if (message) this.#tellEnd(message)
    }
    this.onStored(this.#stored)
    const isGrowing = state.live !== before.live && state.runningIds.length > 0
    if (isGrowing) this.#timer ??= setTimeout(() => this.#onTick(), everyMs)
  }

  /** To be called with what the database shows. */
  onStored(messages: readonly Message[]): void {
    this.#stored = messages
    if (this.#ending.size === 0) return
    for (const message of messages) if (this.#ending.has(message.id)) this.#tellEnd(message)
  }

  end(): void {
    clearTimeout(this.#timer)
  }

  #onTick(): void {
    this.#timer = undefined
    const { live, runningIds } = this.#chat.store.getState()
    const [id = ''] = runningIds
    const message = live[id]
    if (runningIds.length === 1 && message) this.#tell(this.#unitsOf(id).update(textOf(message), false))
  }

  #tellEnd(message: Message): void {
    if (message.status === 'streaming') return
    const { id } = message
    this.#ending.delete(id)
    if (this.#alone) this.#tell(this.#unitsOf(id).update(textOf(message), true))
    // A failure speaks for itself.
    const ending = endings[message.status]
    if (ending !== undefined) this.#tell([ending])
    this.#units.delete(id)
  }

  #unitsOf(id: string): SpokenUnits {
    const units = this.#units.get(id) ?? new SpokenUnits()
    this.#units.set(id, units)
    return units
  }

  #tell(words: readonly string[]): void {
    if (words.length > 0) this.#say(words.map((one) => ({ id: (this.#count += 1), words: one })))
  }
}
