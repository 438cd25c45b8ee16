import type { PauseReason } from '../chat/message'
import { addMetrics, type RunMetrics, type RunPhase } from '../chat/run-metrics'

/**
 * Times one run. A clock is read when something happens, never in between, and every moment belongs to one phase: so
 * the phases make up the duration.
 */
export class RunMeter {
  readonly #elapsed: () => number
  readonly #earlier: RunMetrics | undefined
  readonly #metrics: RunMetrics = {}
  #phase: RunPhase = 'waiting'
  #phaseSince = 0
  #firstDeltaAt: number | undefined
  #lastDeltaAt: number | undefined
  #lastByteAt: number | undefined

  /**
   * @param now milliseconds of a clock that never jumps.
   * @param earlier what is known already of an answer that this run goes on with.
   */
  constructor(now: () => number, earlier?: RunMetrics) {
    const startedAt = now()
    this.#elapsed = () => Math.round(now() - startedAt)
    this.#earlier = earlier
  }

  /** A response began. Of several, the last before the first word is the one that brings the answer. */
  headersCame(): void {
    this.#lastByteAt = undefined
    if (this.#firstDeltaAt !== undefined) return
    this.#metrics.headersMs = this.#elapsed()
    delete this.#metrics.firstByteMs
  }

  bytesCame(bytes: number): void {
    const at = this.#elapsed()
    this.#metrics.bytes = (this.#metrics.bytes ?? 0) + bytes
    if (this.#firstDeltaAt === undefined) this.#metrics.firstByteMs ??= at
    this.#silence('longestByteSilenceMs', this.#lastByteAt, at)
    this.#lastByteAt = at
  }

  paused(pause: PauseReason): void {
    const { retries = [], pauses = 0 } = this.#metrics
    // More may be told of the same waiting.
    if (this.#phase !== 'paused') this.#metrics.pauses = pauses + 1
    if (pause.reason === 'failure') {
      const { kind, message, status, requestId } = pause.error
      const failure = {
        kind,
        message,
        ...(status === undefined ? {} : { status }),
        ...(requestId === undefined ? {} : { requestId }),
      }
      this.#metrics.retries = [...retries, { ...failure, atMs: this.#elapsed() }]
    }
    this.#turnTo('paused')
    // Nobody is silent who was not asked.
    this.#lastByteAt = undefined
  }

  resumed(): void {
    this.#turnTo('waiting')
  }

  /** A piece came. Tells whether it is the first text after reasoning. */
  deltaCame(kind: 'reasoning' | 'writing'): { endsReasoning: boolean } {
    const at = this.#elapsed()
    const endsReasoning = this.#phase === 'reasoning' && kind === 'writing'
    this.#turnTo(kind)
    this.#metrics.deltas = (this.#metrics.deltas ?? 0) + 1
    this.#metrics.firstTokenMs ??= at
    this.#firstDeltaAt ??= at
    this.#metrics.generatingMs = at - this.#firstDeltaAt
    this.#silence('longestSilenceMs', this.#lastDeltaAt, at)
    this.#lastDeltaAt = at
    return { endsReasoning }
  }

  /** The run is over, however it ended. */
  ended(): void {
    const at = this.#elapsed()
    this.#settle()
    this.#silence('longestSilenceMs', this.#lastDeltaAt, at)
    this.#silence('longestByteSilenceMs', this.#lastByteAt, at)
    this.#metrics.durationMs = at
  }

  /** All that is known by now. */
  read(): RunMetrics {
    if (this.#metrics.durationMs === undefined) this.#settle()
    return this.#earlier ? addMetrics(this.#earlier, this.#metrics) : { ...this.#metrics }
  }

  #silence(field: 'longestSilenceMs' | 'longestByteSilenceMs', since: number | undefined, at: number): void {
    if (since !== undefined) this.#metrics[field] = Math.max(this.#metrics[field] ?? 0, at - since)
  }

  #turnTo(phase: RunPhase): void {
    this.#settle()
    this.#phase = phase
  }

  /** Books the time since the last change to the phase that it was spent in. */
  #settle(): void {
    const at = this.#elapsed()
    const field = `${this.#phase}Ms` as const
    this.#metrics[field] = (this.#metrics[field] ?? 0) + at - this.#phaseSince
    this.#phaseSince = at
  }
}
