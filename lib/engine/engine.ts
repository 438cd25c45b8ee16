import { ChatError } from '../chat/chat-error'
import { textOf, type Interruption, type Message } from '../chat/message'
import type { Reading } from '../chat/coverage'
import type { QuickActionId } from '../chat/pending-action'
import type { Preset } from '../chat/preset'
import type { QueuedQuestion } from '../chat/queued-question'
import type { RunEvent } from '../chat/stream-event'
import type { MessageEvent } from '../messaging/port'
import { beginAnswer, beginTurn, getMessage, questionOf, resumeAnswer } from '../db/messages'
import { getConversation } from '../db/conversations'
import { Journal, unstoredIn } from '../db/journal'
import { findPreset } from '../settings/presets'
import { readSettings } from '../settings/settings'
import { presetToContinue, reopened, requireContinuable, requireSection } from './continue'
import type { Dispatch } from './dispatch'
import { journaled } from './journaled'
import type { KeepAlive } from './keep-alive'
import { emptyAnswer, questionMessage, takenQuestion } from './new-turn'
import { Places } from './places'
import { requirePreset } from './presets'
import { Queue, type NewQuestion } from './queue'
import { recorded } from './recording'
import { Recovery } from './recover'
import { Run } from './run'
import { Slots } from './slots'
import { writeAnswer } from './write-answer'

/** Answers written at once. More wait: each holds its whole text and an open line. */
const maximumRuns = 8

export type StartInput = {
  conversationId: string
  questionId: string
  text: string
  attachmentIds: string[]
  presetId: string
  action?: QuickActionId
  /** How what is attached is read; absent: it is sent in one piece. */
  reading?: Reading
  /** Asked before, and no answer came: the worker may have died with the question in its hands. */
  again?: boolean
}

export type AskAnewInput = Pick<StartInput, 'questionId' | 'attachmentIds' | 'presetId'> & {
  messageId: string
  /** Absent: in the same words. */
  text?: string
}

export type RunListener = (conversationId: string, event: MessageEvent) => void

export type EngineDependencies = {
  dispatch: Dispatch
  /** Held from a run's beginning to its end: it may have to wait longer than an idle worker lives. */
  keepAlive: KeepAlive
  now: () => number
  /** Of a clock that never jumps. */
  monotonicNow: () => number
  createId: () => string
  /** Between 0 and 1. */
  random: () => number
}

/** Owns every run. Panels watch; none of them is needed for an answer to be written to its end. */
export class Engine {
  readonly #dependencies: EngineDependencies
  /** Taken before the first await, so that no two runs can share a conversation. */
  readonly #places = new Places()
  readonly #slots = new Slots(maximumRuns)
  readonly #listeners = new Set<RunListener>()
  readonly queue: Queue
  readonly recovery = new Recovery()

  constructor(dependencies: EngineDependencies) {
    this.#dependencies = dependencies
    this.queue = new Queue({
      isBusy: (conversationId) => this.#places.isTaken(conversationId),
      ask: (question, spare) => this.#askQueued(question, spare),
      keepAlive: dependencies.keepAlive,
    })
  }

  /** Calls back with every event of every run. Returns the way to stop. */
  subscribe(listener: RunListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The conversation's answer in flight, as folded so far, and those that ended but could not be stored yet. */
  inFlight(conversationId: string): Message[] {
    const run = this.#places.runIn(conversationId)
    return [...unstoredIn(conversationId), ...(run ? [run.message] : [])]
  }

  /**
   * Stores the question with an empty answer, then starts writing. Resolves once both are stored. While an answer is
   * being written here the question is queued instead, and there is no answer yet.
   * @throws {ChatError} `bad-request` when there is nothing to ask, or too much waits already.
   */
  async start({ questionId, text, again = false, ...rest }: StartInput): Promise<{ answerId: string | null }> {
    const { conversationId, attachmentIds, presetId } = rest
    if (text.trim() === '' && attachmentIds.length === 0) {
      throw new ChatError('bad-request', 'Write a question first.')
    }
    const question: NewQuestion = { ...rest, id: questionId, text: text.trim() }
    const earlier = again ? await takenQuestion(conversationId, questionId) : undefined
    if (earlier) return earlier
    await this.queue.settled(conversationId)
    if (this.#places.isTaken(conversationId)) {
      const run = this.#places.runIn(conversationId)
      await this.queue.add(question, run ? { waitsFor: run.message.id } : {})
      return { answerId: null }
    }
    return this.#takePlace(conversationId, async () => this.#ask(question, await requirePreset(presetId)))
  }

  /**
   * Writes another answer to the question that `messageId` answers, and keeps how it went over the network when told to.
   * @throws {ChatError} `bad-request` when that message is gone or an answer is already being written.
   */
  async retry(
    messageId: string,
    presetId: string,
    { record = false, reading }: { record?: boolean; reading?: Reading } = {},
  ): Promise<{ answerId: string }> {
    const question = await questionOf(messageId)
    const as = reading ?? (await getMessage(messageId))?.coverage?.reading
    return this.#takePlace(question.conversationId, async () => {
      const preset = await requirePreset(presetId)
      const answer = this.#emptyAnswer(question, preset, as)
      await beginAnswer(answer)
      this.#run(answer, preset, { record })
      return { answerId: answer.id }
    })
  }

  /**
   * Asks the question that `messageId` answers once more, beside itself, with other attachments or other words.
   * @throws {ChatError} `bad-request` when that message is gone or an answer is already being written.
   */
  async askAnew({ messageId, questionId, text, ...rest }: AskAnewInput): Promise<{ answerId: string }> {
    const asked = await questionOf(messageId)
    const { conversationId, parentId, action } = asked
    return this.#takePlace(conversationId, async () => {
      const preset = await requirePreset(rest.presetId)
      const question = { ...rest, id: questionId, conversationId, text: text ?? textOf(asked) }
      return this.#ask({ ...question, ...(action === undefined ? {} : { action }) }, preset, { parentId })
    })
  }

  /**
   * Goes on with an answer that broke off, as the same message. The preset named is asked, else the one that wrote it.
   * @throws {ChatError} `bad-request` when there is nothing to go on from or an answer is already being written.
   */
  async continue(messageId: string, presetId?: string): Promise<void> {
    const { conversationId } = await requireContinuable(messageId)
    return this.#takePlace(conversationId, async () => {
      // Anew, now that nobody else writes it.
      const kept = await requireContinuable(messageId)
      const preset = presetToContinue(await readSettings(), kept, presetId) ?? (await requirePreset(presetId ?? ''))
      const answer = reopened(kept, preset)
      await resumeAnswer(answer)
      this.#run(answer, preset, { kept })
    })
  }

  /**
   * Reads a section that could not be read when the answer was written, and leaves the answer as it is.
   * @throws {ChatError} `bad-request` when there is no such section or an answer is already being written.
   */
  async readSection(messageId: string, section: number): Promise<void> {
    const { conversationId } = await requireSection(messageId, section)
    return this.#takePlace(conversationId, async () => {
      const kept = await requireSection(messageId, section)
      const preset = presetToContinue(await readSettings(), kept, undefined) ?? (await requirePreset(''))
      const answer: Message = { ...kept, status: 'streaming' }
      await resumeAnswer(answer)
      this.#run(answer, preset, { kept, section })
    })
  }

  stop(messageId: string): void {
    this.#places.runOf(messageId)?.stop()
  }

  /** Lets a run that waits go on now. */
  skipWait(messageId: string): void {
    this.#places.runOf(messageId)?.skipWait()
  }

  /** Stops whatever is being written in a conversation that goes away. */
  stopConversation(conversationId: string): void {
    this.#places.runIn(conversationId)?.stop()
  }

  /** Stops whatever is being written, wherever. */
  stopAll(): void {
    for (const run of this.#places.runs()) run.stop()
  }

  /** The answers in flight, in every conversation. */
  allInFlight(): Message[] {
    return this.#places.runs().map((run) => run.message)
  }

  /** True while an answer is being written, or is about to be. */
  get busy(): boolean {
    return this.#places.taken
  }

  /** To be called after a start of the worker, with what is known of the end of the one before. */
  recover(cause?: Interruption): Promise<void> {
    return this.recovery.recover(cause, ({ conversationId }) => this.#places.isTaken(conversationId))
  }

  #askQueued(question: QueuedQuestion, spare?: string): Promise<{ answerId: string }> {
    const { conversationId, presetId } = question
    return this.#takePlace(
      conversationId,
      async () => {
        const own = findPreset(await readSettings(), presetId)
        return this.#ask(question, own ?? (await requirePreset(spare ?? presetId)), { queued: question })
      },
      'queue',
    )
  }

  async #ask(
    asked: NewQuestion,
    preset: Preset,
    { queued, parentId }: { queued?: QueuedQuestion; parentId?: string | null } = {},
  ): Promise<{ answerId: string }> {
    const { leafId = null } = (await getConversation(asked.conversationId)) ?? {}
    const question = questionMessage(asked, parentId === undefined ? leafId : parentId, this.#dependencies.now())
    const answer = this.#emptyAnswer(question, preset, asked.reading)
    await beginTurn(question, answer, queued)
    this.#run(answer, preset)
    return { answerId: answer.id }
  }

  #takePlace<Value>(
    conversationId: string,
    begin: () => Promise<Value>,
    by: 'reader' | 'queue' = 'reader',
  ): Promise<Value> {
    return this.#places.take(conversationId, begin, () => {
      // Somebody may have queued behind what did not begin. The queue itself knows how its own question fared.
      if (by === 'reader') void this.queue.advance(conversationId)
    })
  }

  #emptyAnswer(question: Message, preset: Preset, reading?: Reading): Message {
    const { createId, now } = this.#dependencies
    return emptyAnswer(question, preset, { id: createId(), createdAt: now(), reading })
  }

  /**
   * @param options.kept the answer as it was, where this run goes on with it.
   * @param options.section the one section of what is attached that this run is to read.
   */
  #run(
    answer: Message,
    preset: Preset,
    { record = false, kept, section }: { record?: boolean; kept?: Message; section?: number } = {},
  ): void {
    const { conversationId, id: messageId } = answer
    const { now, monotonicNow } = this.#dependencies
    const emit = (event: RunEvent) => {
      // Who hears of the end may ask the next question at once: the place is free by then.
      if (event.type === 'status') this.#places.free(conversationId)
      this.#listeners.forEach((listener) => listener(conversationId, { messageId, event }))
      if (event.type === 'status' && event.status === 'complete') void this.queue.advance(conversationId)
    }
    const journal = new Journal(messageId)
    const run = new Run({
      message: answer,
      ...(kept ? { earlier: kept } : {}),
      answer: (signal, hooks) =>
        journaled(journal, answer, () =>
          recorded({ message: answer, wished: record, now, monotonicNow }, (tape) =>
            writeAnswer({ answer, goesOn: kept !== undefined, section, preset, tape }, signal, hooks, {
              ...this.#dependencies,
              slots: this.#slots,
            }),
          ),
        ),
      store: (message) => journal.store(message),
      emit,
      now: monotonicNow,
      clock: now,
    })
    this.#places.set(conversationId, run)
    emit({ type: 'start', message: answer })
    const release = this.#dependencies.keepAlive.hold()
    void run.start().finally(release)
  }
}
