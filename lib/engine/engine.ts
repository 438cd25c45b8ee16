import { ChatError } from '../chat/chat-error'
import { textOf, type Interruption, type Message } from '../chat/message'
import type { Reading } from '../chat/coverage'
import type { QuickActionId } from '../chat/quick-action'
import type { QueuedQuestion } from '../chat/queued-question'
import { keepAnswer } from '../db/comparisons'
import { questionOf } from '../db/messages'
import { findPreset } from '../settings/presets'
import { readSettings } from '../settings/settings'
import { Again, type RetryWish } from './again'
import { askAt, type AskedAt } from './ask-at'
import { takenQuestion } from './new-turn'
import type { Claim } from './places'
import { presetsOf, requirePreset, type Presets } from './presets'
import { Queue, type NewQuestion } from './queue'
import { Recovery } from './recover'
import { Runs, type RunListener, type RunsDependencies } from './runs'

export type StartInput = {
  conversationId: string
  questionId: string
  text: string
  attachmentIds: string[]
  presetId: string
  /** Who else is asked, to be compared. */
  comparedPresetIds?: string[]
  action?: QuickActionId
  /** How what is attached is read; absent: it is sent in one piece. */
  reading?: Reading
  /** Asked before, and no answer came: the worker may have died with the question in its hands. */
  again?: boolean
  /** Asked while others were waited for: it is not asked before any that still wait, whatever has ended meanwhile. */
  behind?: boolean
}

export type AskAnewInput = Pick<StartInput, 'questionId' | 'attachmentIds' | 'presetId' | 'comparedPresetIds'> & {
  messageId: string
  /** Absent: in the same words. */
  text?: string
}

export type EngineDependencies = Omit<RunsDependencies, 'onEnd'>

/** Owns every run. Panels watch; none of them is needed for an answer to be written to its end. */
export class Engine {
  readonly #dependencies: EngineDependencies
  readonly #runs: Runs
  readonly #again: Again
  readonly queue: Queue
  readonly recovery = new Recovery()

  constructor(dependencies: EngineDependencies) {
    this.#dependencies = dependencies
    this.#runs = new Runs({
      ...dependencies,
      onEnd: (conversationId) => void this.queue.advance(conversationId),
    })
    this.queue = new Queue({
      isBusy: (conversationId) => this.#runs.isBusy(conversationId),
      ask: (question, spare) => this.#askQueued(question, spare),
      keepAlive: dependencies.keepAlive,
    })
    this.#again = new Again(this.#runs, (claim, begin) => this.#takePlace(claim, begin))
  }

  /** Calls back with every event of every run. Returns the way to stop. */
  subscribe(listener: RunListener): () => void {
    return this.#runs.subscribe(listener)
  }

  /** The conversation's answers in flight, as folded so far, and those that ended but could not be stored yet. */
  inFlight(conversationId: string): Message[] {
    return this.#runs.inFlight(conversationId)
  }

  /**
   * Stores the question with an empty answer, or one of each preset that is compared, then starts writing. Resolves once both are stored. While an answer is
   * being written here the question is queued instead, and there is no answer yet.
   * @throws {ChatError} `bad-request` when there is nothing to ask, or too much waits already.
   */
  async start({
    questionId,
    text,
    again = false,
    behind = false,
    ...rest
  }: StartInput): Promise<{ answerId: string | null }> {
    const { conversationId, attachmentIds } = rest
    if (text.trim() === '' && attachmentIds.length === 0) {
      throw new ChatError('bad-request', 'Write a question first.')
    }
    const question: NewQuestion = { ...rest, id: questionId, text: text.trim() }
    const earlier = again ? await takenQuestion(conversationId, questionId) : undefined
    if (earlier) return earlier
    await this.queue.settled(conversationId)
    const waits = behind && (await this.queue.isWaiting(conversationId))
    if (waits || this.#runs.isBusy(conversationId)) {
      const written = this.#runs.writtenIn(conversationId)
      await this.queue.add(question, written ? { waitsFor: written.id } : {})
      return { answerId: null }
    }
    return this.#takePlace({ conversationId, questionId, subjectId: questionId }, async () =>
      this.#ask(question, await presetsOf(question)),
    )
  }

  /**
   * Writes another answer to the question that `messageId` answers, and keeps how it went over the network when told to.
   * Where that one is being compared, the new one takes its place.
   * @throws {ChatError} `bad-request` when that message is gone or an answer is already being written.
   */
  retry(messageId: string, presetId: string, wish: RetryWish = {}): Promise<{ answerId: string }> {
    return this.#again.retry(messageId, presetId, wish)
  }

  /**
   * Puts the question of an answer to other presets too, to be read side by side with it.
   * @throws {ChatError} `bad-request` when that message is gone, is not an answer, or another one is being written.
   */
  compare(messageId: string, presetIds: readonly string[]): Promise<{ answerId: string | null }> {
    return this.#again.compare(messageId, presetIds)
  }

  /** Goes on from one of the answers that are compared. Those that are still being written end with what they have. */
  async keep(messageId: string): Promise<void> {
    const { conversationId } = await questionOf(messageId)
    for (const { id } of await keepAnswer(messageId)) this.#runs.stop(id)
    await this.queue.advance(conversationId)
  }

  /**
   * Asks the question that `messageId` answers once more, beside itself, with other attachments or other words.
   * @throws {ChatError} `bad-request` when that message is gone or an answer is already being written.
   */
  async askAnew({ messageId, questionId, text, ...rest }: AskAnewInput): Promise<{ answerId: string }> {
    const asked = await questionOf(messageId)
    const { conversationId, parentId, action } = asked
    return this.#takePlace({ conversationId, questionId, subjectId: questionId }, async () => {
      const presets = await presetsOf(rest)
      const question = { ...rest, id: questionId, conversationId, text: text ?? textOf(asked) }
      // A ready-made question in the reader's own words is none any more.
      const same = action !== undefined && question.text === textOf(asked)
      return this.#ask({ ...question, ...(same ? { action } : {}) }, presets, { parentId })
    })
  }

  /**
   * Goes on with an answer that broke off, as the same message. The preset named is asked, else the one that wrote it.
   * @throws {ChatError} `bad-request` when there is nothing to go on from or an answer is already being written.
   */
  continue(messageId: string, presetId?: string): Promise<void> {
    return this.#again.continue(messageId, presetId)
  }

  /**
   * Reads a section that could not be read when the answer was written, and leaves the answer as it is.
   * @throws {ChatError} `bad-request` when there is no such section or an answer is already being written.
   */
  readSection(messageId: string, section: number): Promise<void> {
    return this.#again.readSection(messageId, section)
  }

  stop(messageId: string): void {
    this.#runs.stop(messageId)
  }

  /** Lets a run that waits go on now. */
  skipWait(messageId: string): void {
    this.#runs.skipWait(messageId)
  }

  /** Stops whatever is being written in a conversation that goes away. */
  stopConversation(conversationId: string): void {
    this.#runs.stopConversation(conversationId)
  }

  /** Stops whatever is being written, wherever. */
  stopAll(): void {
    this.#runs.stopAll()
  }

  /** The answers in flight, in every conversation. */
  allInFlight(): Message[] {
    return this.#runs.allInFlight()
  }

  /** True while an answer is being written, or is about to be. */
  get busy(): boolean {
    return this.#runs.busy
  }

  /** To be called after a start of the worker, with what is known of the end of the one before. */
  recover(cause?: Interruption): Promise<void> {
    return this.recovery.recover(cause, (message) => this.#runs.isLive(message))
  }

  #askQueued(question: QueuedQuestion, spare?: string): Promise<{ answerId: string }> {
    const { conversationId, presetId, id } = question
    return this.#takePlace(
      { conversationId, questionId: id, subjectId: id },
      async () => {
        const settings = await readSettings()
        const own = findPreset(settings, presetId) ?? (await requirePreset(spare ?? presetId))
        // Who is gone meanwhile is not compared.
        const others = (question.comparedPresetIds ?? []).flatMap((one) => findPreset(settings, one) ?? [])
        return this.#ask(question, [own, ...others.filter(({ id: other }) => other !== own.id)], { queued: question })
      },
      'queue',
    )
  }

  #ask(question: NewQuestion, presets: Presets, where: AskedAt = {}): Promise<{ answerId: string }> {
    const { dispatch, now } = this.#dependencies
    return askAt(question, presets, where, { runs: this.#runs, dispatch, now })
  }

  #takePlace<Value>(claim: Claim, begin: () => Promise<Value>, by: 'reader' | 'queue' = 'reader'): Promise<Value> {
    return this.#runs.take(claim, begin, () => {
      // Somebody may have queued behind what did not begin. The queue itself knows how its own question fared.
      if (by === 'reader') void this.queue.advance(claim.conversationId)
    })
  }
}
