import type { ErrorInfo } from '../chat/chat-error'
import { applyEvent, type Message } from '../chat/message'
import { likelyTokens, type RunPhase } from '../chat/run-metrics'
import type { RunRecord } from '../chat/run-record'
import type { RunEvent } from '../chat/stream-event'
import type { MessageEvent } from '../messaging/port'

/** How often what is known of a run is written while it lives. */
const writeMs = 1_000

export type RunListDependencies = {
  save: (record: RunRecord) => Promise<unknown>
  /** Milliseconds since the epoch. */
  now: () => number
}

type LiveRun = {
  record: RunRecord
  /** The message without its text, which is not kept here. */
  message: Message
  /** What is written so far is likely to be so many tokens. */
  tokens: number
  timer: ReturnType<typeof setTimeout> | undefined
}

/**
 * Takes down how each run goes, for diagnostics. Pages read it from the database: so no page that looks on keeps the
 * worker alive, and what was known stays when the worker dies. A record that cannot be written harms no answer.
 */
export class RunList {
  readonly #dependencies: RunListDependencies
  readonly #live = new Map<string, LiveRun>()
  #lastSave: Promise<unknown> = Promise.resolve()

  constructor(dependencies: RunListDependencies) {
    this.#dependencies = dependencies
  }

  isLive(messageId: string): boolean {
    return this.#live.has(messageId)
  }

  /** To be told of every event of every run. */
  heard({ messageId, event }: MessageEvent): void {
    if (event.type === 'start') this.#begin(event.message)
    const run = this.#live.get(messageId)
    if (!run) return
    const { now } = this.#dependencies
    run.record.updatedAt = now()
    if (event.type === 'text-delta' || event.type === 'reasoning-delta') {
      run.record.lastDeltaAt = now()
      count(run, event.text)
    } else if (event.type !== 'start') {
      run.message = applyEvent(run.message, event)
      // Of the same moment as the times, so that they make a speed.
      if (event.type === 'metrics') run.record.likelyTokens = run.tokens
    }
    run.record.phase = phaseAfter(event) ?? run.record.phase
    if (event.type === 'status') {
      clearTimeout(run.timer)
      this.#live.delete(messageId)
      this.#save(run)
    } else {
      run.timer ??= setTimeout(() => {
        run.timer = undefined
        this.#save(run)
      }, writeMs)
    }
  }

  #begin(message: Message): void {
    const { now } = this.#dependencies
    const record: RunRecord = {
      messageId: message.id,
      conversationId: message.conversationId,
      startedAt: now(),
      updatedAt: now(),
      status: 'streaming',
      phase: 'waiting',
      providerId: message.providerId ?? '',
      model: message.model ?? '',
      characters: 0,
      likelyTokens: 0,
      fallbacks: 0,
      metrics: {},
    }
    const run: LiveRun = { record, message: { ...message, parts: [] }, tokens: 0, timer: undefined }
    for (const { text } of message.parts) count(run, text)
    this.#live.set(message.id, run)
    this.#save(run)
  }

  #save({ record, message }: LiveRun): void {
    const { providerId = '', model = '', status, fallbacks = [], usage, error, metrics = {} } = message
    const { outputTokens, reasoningTokens } = usage ?? {}
    const row: RunRecord = {
      ...record,
      providerId,
      model,
      status,
      fallbacks: fallbacks.length,
      metrics,
      ...(outputTokens === undefined ? {} : { outputTokens }),
      ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
      ...(error === undefined ? {} : { error: errorFacts(error) }),
    }
    this.#lastSave = this.#lastSave.then(() => this.#dependencies.save(row)).catch(() => undefined)
  }
}

function count(run: LiveRun, text: string): void {
  run.record.characters += text.length
  run.tokens += likelyTokens(text)
}

function phaseAfter(event: RunEvent): RunPhase | undefined {
  switch (event.type) {
    case 'text-delta':
      return 'writing'
    case 'reasoning-delta':
      return 'reasoning'
    case 'pause':
      return 'paused'
    case 'resume':
    case 'preset':
      return 'waiting'
    default:
      return undefined
  }
}

/** Without the server's own words, which may repeat what was asked. */
function errorFacts({ kind, message, status, requestId }: ErrorInfo): NonNullable<RunRecord['error']> {
  return {
    kind,
    message,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}
