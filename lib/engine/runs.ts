import type { Reading } from '../chat/coverage'
import type { Message } from '../chat/message'
import type { Preset } from '../chat/preset'
import type { RunEvent } from '../chat/stream-event'
import { idIn } from '../chat/temporary'
import { unstoredIn } from '../db/journal'
import type { MessageEvent } from '../messaging/port'
import type { Dispatch } from './dispatch'
import { journaled } from './journaled'
import type { KeepAlive } from './keep-alive'
import { emptyAnswer } from './new-turn'
import { Places, type Claim } from './places'
import type { Prepared } from './prepared'
import { recorded } from './recording'
import { Run } from './run'
import { Slots } from './slots'
import { writeAnswer } from './write-answer'

/** Answers written at once. More wait: each holds its whole text and an open line. */
const maximumRuns = 8

export type RunListener = (conversationId: string, event: MessageEvent) => void

export type RunsDependencies = {
  dispatch: Dispatch
  /** Held from a run's beginning to its end: it may have to wait longer than an idle worker lives. */
  keepAlive: KeepAlive
  now: () => number
  /** Of a clock that never jumps. */
  monotonicNow: () => number
  createId: () => string
  /** Between 0 and 1. */
  random: () => number
  /** Called once an answer has ended, in whatever way. */
  onEnd: (conversationId: string) => void
}

export type RunOptions = {
  /** Keeps how it went over the network. */
  record?: boolean
  /** The answer as it was, where this run goes on with it. */
  kept?: Message
  /** The one section of what is attached that this run is to read. */
  section?: number
  /** What was made ready while the question was being stored. */
  prepared?: Prepared | undefined
}

/** Every answer in flight: where each is written, who hears of it, and how it is ended. */
export class Runs {
  readonly #dependencies: RunsDependencies
  /** Taken before the first await, so that no two questions can be answered in one conversation at once. */
  readonly #places = new Places()
  readonly #slots = new Slots(maximumRuns)
  readonly #listeners = new Set<RunListener>()

  constructor(dependencies: RunsDependencies) {
    this.#dependencies = dependencies
  }

  /** Calls back with every event of every run. Returns the way to stop. */
  subscribe(listener: RunListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The conversation's answers in flight, as folded so far, and those that ended but could not be stored yet. */
  inFlight(conversationId: string): Message[] {
    return [...unstoredIn(conversationId), ...this.#places.runsIn(conversationId).map((run) => run.message)]
  }

  /** The answers in flight, in every conversation. */
  allInFlight(): Message[] {
    return this.#places.runs().map((run) => run.message)
  }

  /** True while an answer is being written, or is about to be. */
  get busy(): boolean {
    return this.#places.taken
  }

  /** True while an answer is being written in a conversation, or is about to be. */
  isBusy(conversationId: string): boolean {
    return this.#places.isTaken(conversationId)
  }

  /** True while this answer is being written, or may be about to be. */
  isLive({ id, conversationId }: Message): boolean {
    return this.#places.runOf(id) !== undefined || this.#places.isStarting(conversationId)
  }

  /** The first answer that is being written in a conversation; undefined also while it is only about to begin. */
  writtenIn(conversationId: string): Message | undefined {
    return this.#places.runsIn(conversationId)[0]?.message
  }

  stop(messageId: string): void {
    this.#places.runOf(messageId)?.stop()
  }

  /** Lets a run that waits go on now. */
  skipWait(messageId: string): void {
    this.#places.runOf(messageId)?.skipWait()
  }

  stopConversation(conversationId: string): void {
    for (const run of this.#places.runsIn(conversationId)) run.stop()
  }

  stopAll(): void {
    for (const run of this.#places.runs()) run.stop()
  }

  /** See `Places.take`. */
  take<Value>(claim: Claim, begin: () => Promise<Value>, onLeft: () => void): Promise<Value> {
    return this.#places.take(claim, begin, onLeft)
  }

  /**
   * The answer to a question before its first word.
   * @param options.after so many others are made in the same moment: their order is kept.
   */
  emptyAnswer(
    question: Message,
    preset: Preset,
    { reading, after = 0 }: { reading?: Reading | undefined; after?: number },
  ): Message {
    const { createId, now } = this.#dependencies
    return emptyAnswer(question, preset, {
      id: idIn(question.conversationId, createId),
      createdAt: now() + after,
      reading,
    })
  }

  /** Begins to write answers of the same place, each by the preset that stands where it stands. */
  beginAll(answers: readonly Message[], presets: readonly Preset[], prepared: readonly Prepared[] = []): void {
    for (const [index, preset] of presets.entries()) {
      const answer = answers[index]
      if (answer) this.begin(answer, preset, { prepared: prepared[index] })
    }
  }

  /** Begins to write an answer that is stored already, in the place that was taken for it. */
  begin(answer: Message, preset: Preset, { record = false, kept, section, prepared }: RunOptions = {}): void {
    const { conversationId, id: messageId } = answer
    const { now, monotonicNow } = this.#dependencies
    const emit = (event: RunEvent) => {
      // Who hears of the end may ask the next question at once: the place is free by then.
      if (event.type === 'status') this.#places.free(conversationId, messageId)
      this.#listeners.forEach((listener) => listener(conversationId, { messageId, event }))
      if (event.type === 'status') this.#dependencies.onEnd(conversationId)
    }
    const { journal, recoverable } = prepared?.journal ?? journaled(answer)
    const run = new Run({
      message: answer,
      ...(kept ? { earlier: kept } : {}),
      answer: (signal, hooks) =>
        recorded({ message: answer, wished: record, now, monotonicNow }, (tape) =>
          writeAnswer(
            { answer, recoverable, goesOn: kept !== undefined, section, preset, tape, prepared },
            signal,
            hooks,
            { ...this.#dependencies, slots: this.#slots },
          ),
        ),
      store: (message) => journal.store(message),
      emit,
      now: monotonicNow,
      clock: now,
    })
    this.#places.set(answer, run)
    emit({ type: 'start', message: answer, ...(prepared && { question: prepared.question }) })
    const release = this.#dependencies.keepAlive.hold()
    void run.start().finally(release)
  }
}
