import { ChatError } from '../chat/chat-error'
import type { Run } from './run'

/** What is about to be written, and where. */
export type Claim = {
  conversationId: string
  questionId: string
  /** The message that is to be answered, answered again or gone on with: nobody else may be at it. */
  subjectId: string
  /** Goes along with other answers to the same question that are being written: they are compared. */
  joins?: boolean
}

type Place = {
  questionId: string
  /** The subjects of runs that are only about to begin. */
  starting: Set<string>
  /** By answer. */
  runs: Map<string, Run>
}

/** Which conversations are being answered: one question at a time in each, by as many as are compared. */
export class Places {
  readonly #places = new Map<string, Place>()

  /** True while an answer is being written somewhere, or is about to be. */
  get taken(): boolean {
    return this.#places.size > 0
  }

  isTaken(conversationId: string): boolean {
    return this.#places.has(conversationId)
  }

  /** True while a run is about to begin there. */
  isStarting(conversationId: string): boolean {
    return (this.#places.get(conversationId)?.starting.size ?? 0) > 0
  }

  /** Without those that are only about to begin. */
  runsIn(conversationId: string): Run[] {
    return [...(this.#places.get(conversationId)?.runs.values() ?? [])]
  }

  runs(): Run[] {
    return [...this.#places.values()].flatMap(({ runs }) => [...runs.values()])
  }

  /** The run that writes a message. */
  runOf(messageId: string): Run | undefined {
    return this.runs().find((run) => run.message.id === messageId)
  }

  set({ conversationId, id }: Run['message'], run: Run): void {
    this.#places.get(conversationId)?.runs.set(id, run)
  }

  free(conversationId: string, messageId: string): void {
    this.#places.get(conversationId)?.runs.delete(messageId)
    this.#leave(conversationId)
  }

  /**
   * Keeps a conversation's place while runs are being prepared, which then set themselves in it.
   * @param onLeft nobody writes here any more.
   * @throws {ChatError} `bad-request` when it is taken, or what `begin` throws.
   */
  async take<Value>(claim: Claim, begin: () => Promise<Value>, onLeft: () => void): Promise<Value> {
    const { conversationId, subjectId } = claim
    const place = this.#enter(claim)
    try {
      return await begin()
    } finally {
      place.starting.delete(subjectId)
      this.#leave(conversationId)
      if (!this.isTaken(conversationId)) onLeft()
    }
  }

  #enter({ conversationId, questionId, subjectId, joins = false }: Claim): Place {
    const place = this.#places.get(conversationId) ?? { questionId, starting: new Set(), runs: new Map() }
    const fresh = !this.#places.has(conversationId)
    const mayJoin = joins && place.questionId === questionId && !place.starting.has(subjectId)
    if (!fresh && (!mayJoin || place.runs.has(subjectId))) {
      throw new ChatError('bad-request', 'An answer is still being written here: wait for it, or stop it first.')
    }
    place.starting.add(subjectId)
    this.#places.set(conversationId, place)
    return place
  }

  #leave(conversationId: string): void {
    const place = this.#places.get(conversationId)
    if (place && place.starting.size === 0 && place.runs.size === 0) this.#places.delete(conversationId)
  }
}
