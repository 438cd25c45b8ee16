import { textOf, type Message } from '../../lib/chat/message'
import type { ChatState } from '../../lib/panel/chat-state'
import { authorSentence } from '../chat/author-words'
import { progressWords } from './progress-words'
import type { Said } from './say'
import { SpokenUnits } from './spoken-units'

/** Often enough to keep pace with reading, and seldom enough for a screen reader to end its sentence. */
const everyMs = 1_000
/** How far a long reading is changes often, and nobody wants to hear each section. */
const readingEveryMs = 10_000

const endings: Partial<Record<Message['status'], string>> = {
  complete: 'The answer is complete.',
  stopped: 'The answer was stopped.',
  interrupted: 'The answer was interrupted.',
}

type View = Pick<ChatState, 'conversationId' | 'live' | 'runningIds'>
/** Kept when an answer ends: what is continued is not read from its beginning. */
type Telling = { units: SpokenUnits; author: string; progress: string; readingAt: number }

/** What was told of the answers in flight, so that each word, each change and each end is told once. */
export class Told {
  readonly #view: () => View
  readonly #say: (said: Said[]) => void
  readonly #tellings = new Map<string, Telling>()
  /** Answers that are compared: the comparison itself says how far they are. */
  readonly #compared = new Set<string>()
  /** Answers that are not written any more, of whose end only the database will tell. */
  readonly #ending = new Set<string>()
  #stored: readonly Message[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(view: () => View, say: (said: Said[]) => void) {
    this.#view = view
    this.#say = say
  }

  onChange(state: View, before: View): void {
    if (state.conversationId !== before.conversationId) {
      for (const held of [this.#tellings, this.#compared, this.#ending]) held.clear()
      return
    }
    if (state.runningIds.length > 1) for (const id of state.runningIds) this.#compared.add(id)
    if (state.runningIds.some((id) => !before.runningIds.includes(id))) this.#tell('Waiting for the answer.')
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
    const { live, runningIds } = this.#view()
    const [id = ''] = runningIds
    const message = live[id]
    if (!message || this.#compared.has(id)) return
    const telling = this.#tellingOf(id)
    this.#tellProgress(message, telling)
    this.#tell(...telling.units.update(textOf(message), false))
  }

  #tellProgress(message: Message, telling: Telling): void {
    const author = authorSentence(message, false) ?? ''
    if (author !== telling.author) this.#tell((telling.author = author))
    const words = progressWords(message)
    if (words === telling.progress) return
    const isReading = message.pause === undefined && message.coverage !== undefined && words !== ''
    if (isReading && Date.now() - telling.readingAt < readingEveryMs) return
    telling.progress = words
    if (isReading) telling.readingAt = Date.now()
    if (words !== '') this.#tell(words)
  }

  #tellEnd(message: Message): void {
    const { id, status, error } = message
    if (status === 'streaming') return
    this.#ending.delete(id)
    if (!this.#compared.has(id)) {
      this.#tell(...this.#tellingOf(id).units.update(textOf(message), true))
      const ending = endings[status]
      if (ending !== undefined) this.#tell(ending)
    }
    if (error) this.#say([{ words: error.message, urgent: true }])
  }

  #tellingOf(id: string): Telling {
    const telling = this.#tellings.get(id) ?? { units: new SpokenUnits(), author: '', progress: '', readingAt: 0 }
    this.#tellings.set(id, telling)
    return telling
  }

  #tell(...words: string[]): void {
    if (words.length > 0) this.#say(words.map((one) => ({ words: one, urgent: false })))
  }
}
