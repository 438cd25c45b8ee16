import { ChatError } from '../chat/chat-error'
import { applyEvent, type Message } from '../chat/message'
import type { QuickActionId } from '../chat/pending-action'
import type { Preset } from '../chat/preset'
import type { RunEvent } from '../chat/stream-event'
import type { MessageEvent } from '../messaging/port'
import { beginAnswer, beginTurn, checkpoint, getMessage, streamingMessages } from '../db/messages'
import { getConversation } from '../db/conversations'
import { findPreset } from '../settings/presets'
import { readSettings } from '../settings/settings'
import type { Dispatch } from './dispatch'
import type { KeepAlive } from './keep-alive'
import { recorded } from './recording'
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
  /** By conversation, of which each has at most one. A place is taken before the first await, so no two can share it. */
  readonly #runs = new Map<string, Run | 'starting'>()
  readonly #slots = new Slots(maximumRuns)
  readonly #listeners = new Set<RunListener>()

  constructor(dependencies: EngineDependencies) {
    this.#dependencies = dependencies
  }

  /** Calls back with every event of every run. Returns the way to stop. */
  subscribe(listener: RunListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The conversation's answer in flight, as folded so far. */
  inFlight(conversationId: string): Message[] {
    const run = this.#runs.get(conversationId)
    return run instanceof Run ? [run.message] : []
  }

  /**
   * Stores the question with an empty answer, then starts writing. Resolves once both are stored.
   * @throws {ChatError} `bad-request` when there is nothing to ask or an answer is already being written here.
   */
  async start(input: StartInput): Promise<{ answerId: string }> {
    const { conversationId, questionId, text, attachmentIds, presetId, action } = input
    if (text.trim() === '' && attachmentIds.length === 0) {
      throw new ChatError('bad-request', 'Write a question first.')
    }
    return this.#takePlace(conversationId, async () => {
      const preset = await requirePreset(presetId)
      const parentId = (await getConversation(conversationId))?.leafId ?? null
      const question: Message = {
        id: questionId,
        conversationId,
        parentId,
        role: 'user',
        parts: text.trim() === '' ? [] : [{ type: 'text', text: text.trim() }],
        status: 'complete',
        createdAt: this.#dependencies.now(),
        attachmentIds,
        ...(action === undefined ? {} : { action }),
      }
      const answer = this.#emptyAnswer(question, preset)
      await beginTurn(question, answer)
      this.#run(answer, preset)
      return { answerId: answer.id }
    })
  }

  /**
   * Writes another answer to the question that `messageId` answers, and keeps how it went over the network when told to.
   * @throws {ChatError} `bad-request` when that message is gone or an answer is already being written.
   */
  async retry(messageId: string, presetId: string, record = false): Promise<{ answerId: string }> {
    const earlier = await getMessage(messageId)
    const question = earlier?.parentId ? await getMessage(earlier.parentId) : undefined
    if (!question) throw new ChatError('bad-request', 'The question of this answer is gone.')
    return this.#takePlace(question.conversationId, async () => {
      const preset = await requirePreset(presetId)
      const answer = this.#emptyAnswer(question, preset)
      await beginAnswer(answer)
      this.#run(answer, preset, record)
      return { answerId: answer.id }
    })
  }

  stop(messageId: string): void {
    this.#find(messageId)?.stop()
  }

  /** Lets a run that waits go on now. */
  skipWait(messageId: string): void {
    this.#find(messageId)?.skipWait()
  }

  /** Stops whatever is being written in a conversation that goes away. */
  stopConversation(conversationId: string): void {
    const run = this.#runs.get(conversationId)
    if (run instanceof Run) run.stop()
  }

  /** After a start of the worker: an answer stored as streaming that no run writes has lost it. Its text stays. */
  async recover(): Promise<void> {
    for (const message of await streamingMessages()) {
      if (!this.#runs.has(message.conversationId)) {
        await checkpoint(applyEvent(message, { type: 'status', status: 'interrupted' }))
      }
    }
  }

  #find(messageId: string): Run | undefined {
    const runs = [...this.#runs.values()].filter((run) => run instanceof Run)
    return runs.find((run) => run.message.id === messageId)
  }

  async #takePlace<Value>(conversationId: string, begin: () => Promise<Value>): Promise<Value> {
    if (this.#runs.has(conversationId)) {
      throw new ChatError('bad-request', 'An answer is still being written here: wait for it, or stop it first.')
    }
    this.#runs.set(conversationId, 'starting')
    try {
      return await begin()
    } finally {
      if (this.#runs.get(conversationId) === 'starting') this.#runs.delete(conversationId)
    }
  }

  #emptyAnswer(question: Message, preset: Preset): Message {
    return {
      id: this.#dependencies.createId(),
      conversationId: question.conversationId,
      parentId: question.id,
      role: 'assistant',
      parts: [],
      status: 'streaming',
      createdAt: this.#dependencies.now(),
      attachmentIds: [],
      presetId: preset.id,
      providerId: preset.providerId,
      model: preset.model,
    }
  }

  #run(answer: Message, preset: Preset, record = false): void {
    const { conversationId, id: messageId } = answer
    const { now, monotonicNow } = this.#dependencies
    const emit = (event: RunEvent) => {
      // Who hears of the end may ask the next question at once: the place is free by then.
      if (event.type === 'status') this.#runs.delete(conversationId)
      this.#listeners.forEach((listener) => listener(conversationId, { messageId, event }))
    }
    const run = new Run({
      message: answer,
      answer: (signal, hooks) =>
        recorded({ message: answer, wished: record, now, monotonicNow }, (tape) =>
          writeAnswer({ answer, preset, tape }, signal, hooks, { ...this.#dependencies, slots: this.#slots }),
        ),
      store: checkpoint,
      emit,
      now: monotonicNow,
      clock: now,
    })
    this.#runs.set(conversationId, run)
    emit({ type: 'start', message: answer })
    const release = this.#dependencies.keepAlive.hold()
    void run.start().finally(release)
  }
}

async function requirePreset(presetId: string): Promise<Preset> {
  const preset = findPreset(await readSettings(), presetId)
  if (!preset) throw new ChatError('not-configured', 'The chosen model was removed: choose another one.')
  return preset
}
