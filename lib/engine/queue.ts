import { toErrorInfo } from '../chat/chat-error'
import type { QueuedQuestion } from '../chat/queued-question'
import {
  conversationsWaiting,
  editQueued,
  enqueue,
  getQueued,
  getWaiting,
  moveQueued,
  noteQueueProblem,
  removeQueued,
} from '../db/queue'
import type { KeepAlive } from './keep-alive'

export type QueueDependencies = {
  /** Whether a conversation's place is taken. */
  isBusy: (conversationId: string) => boolean
  /**
   * Asks a question and takes it out of its line, both or neither. `spare` is the preset to ask where its own is gone.
   * The conversation's place is taken before the first await.
   */
  ask: (question: QueuedQuestion, spare?: string) => Promise<{ answerId: string }>
  keepAlive: KeepAlive
}

export type NewQuestion = Omit<QueuedQuestion, 'place' | 'waitsFor' | 'problem'>

/**
 * The lines of questions that wait, one for each conversation. When an answer is complete the next question is asked,
 * whether a panel looks on or not; after an answer that ended in any other way the line waits for the reader.
 */
export class Queue {
  readonly #dependencies: QueueDependencies
  /** Questions that a reader has open for editing. */
  readonly #held = new Set<string>()
  /** By conversation, the looking whose turn it is: one after the other, so that none misses what came meanwhile. */
  readonly #looking = new Map<string, Promise<void>>()

  constructor(dependencies: QueueDependencies) {
    this.#dependencies = dependencies
  }

  /** Puts a question in its line, at the end or at a place. `waitsFor` is the answer that is being written. */
  async add(question: NewQuestion, place: { waitsFor?: string; at?: number } = {}): Promise<void> {
    await enqueue(question, place)
    await this.advance(question.conversationId)
  }

  /** Takes a removal back: the question returns to its place. */
  restore({ place, waitsFor: _waitsFor, problem: _problem, ...question }: QueuedQuestion): Promise<void> {
    return this.add(question, { at: place })
  }

  /** Ends the editing, if there was one. */
  async edit(questionId: string, changes: Pick<QueuedQuestion, 'text' | 'attachmentIds'>): Promise<void> {
    await editQueued(questionId, changes)
    await this.hold(questionId, false)
  }

  /** Keeps a question from being asked, or lets it go. The panel and its worker die together, so memory will do. */
  async hold(questionId: string, held: boolean): Promise<void> {
    if (held) this.#held.add(questionId)
    else this.#held.delete(questionId)
    if (!held) await this.#advanceOf(questionId)
  }

  async move(questionId: string, by: number): Promise<void> {
    await moveQueued(questionId, by)
    await this.#advanceOf(questionId)
  }

  async remove(questionId: string): Promise<void> {
    const question = await getQueued(questionId)
    await removeQueued(questionId)
    this.#held.delete(questionId)
    if (question) await this.advance(question.conversationId)
  }

  /**
   * Asks the next question although the answer before it is not complete.
   * @throws {ChatError} when it cannot be asked; it stays in the line then.
   */
  async sendNext(conversationId: string, spare: string): Promise<{ answerId: string | null }> {
    await this.settled(conversationId)
    const [next] = (await getWaiting(conversationId)).line
    if (!next) return { answerId: null }
    const asked = await this.#dependencies.ask(next, spare)
    this.#held.delete(next.id)
    return asked
  }

  async isWaiting(conversationId: string): Promise<boolean> {
    return (await getWaiting(conversationId)).line.length > 0
  }

  /** Asks the next question of a conversation if it is its turn. */
  advance(conversationId: string): Promise<void> {
    const before = this.#looking.get(conversationId) ?? Promise.resolve()
    const release = this.#dependencies.keepAlive.hold()
    const looked = before
      .then(() => this.#look(conversationId))
      // A line that cannot be read stays as it is; whoever asks for it next is told why.
      .catch(() => undefined)
      .finally(() => {
        release()
        if (this.#looking.get(conversationId) === looked) this.#looking.delete(conversationId)
      })
    this.#looking.set(conversationId, looked)
    return looked
  }

  /** After a start of the worker: goes on where the last one died between an answer's end and the next question. */
  async resume(): Promise<void> {
    await Promise.all((await conversationsWaiting()).map((conversationId) => this.advance(conversationId)))
  }

  /** Resolves when it is decided whose turn it is, so that nobody asks out of turn. */
  async settled(conversationId: string): Promise<void> {
    for (let looking; (looking = this.#looking.get(conversationId)) !== undefined;) await looking
  }

  async #advanceOf(questionId: string): Promise<void> {
    const question = await getQueued(questionId)
    if (question) await this.advance(question.conversationId)
  }

  async #look(conversationId: string): Promise<void> {
    for (;;) {
      const { line, answer } = await getWaiting(conversationId)
      const [next] = line
      if (!next || answer !== 'complete' || next.problem || this.#held.has(next.id)) return
      if (this.#dependencies.isBusy(conversationId)) return
      try {
        await this.#dependencies.ask(next)
        return
      } catch (error) {
        const now = await getQueued(next.id)
        // Changed, moved or removed in this very moment: look again.
        if (JSON.stringify(now) !== JSON.stringify(next)) continue
        await noteQueueProblem(next.id, toErrorInfo(error))
        return
      }
    }
  }
}
