import type { ErrorInfo } from './chat-error'
import type { Message } from './message'
import { tokensOf } from './tokens'

/** A failure that passed, after which the same was asked again. */
type RetriedFailure = Pick<ErrorInfo, 'kind' | 'message' | 'status' | 'requestId'> & { atMs: number }

/**
 * How one run went, in milliseconds of a clock that never jumps. Absent until known. Of an answer that was continued,
 * the sum of its runs.
 */
export type RunMetrics = {
  /** From the beginning to the headers, and to the first byte, of the response that brought the answer. */
  headersMs?: number
  firstByteMs?: number
  /** From the beginning to the first piece of text or reasoning. */
  firstTokenMs?: number
  /** The phases of a run, one after the other or in turn. Together they are its duration. */
  waitingMs?: number
  pausedMs?: number
  reasoningMs?: number
  writingMs?: number
  durationMs?: number
  /** From the first piece to the last. */
  generatingMs?: number
  /** The longest time between two pieces, or behind the last. */
  longestSilenceMs?: number
  /** The same between two pieces of the response's body, comments and signs of life too. */
  longestByteSilenceMs?: number
  deltas?: number
  /** Of all responses, unpacked. */
  bytes?: number
  /** How often the run waited before it asked, for whatever reason. */
  pauses?: number
  retries?: RetriedFailure[]
  /** How often the answer was continued. */
  continuations?: number
}

const runPhases = ['waiting', 'paused', 'reasoning', 'writing'] as const
export type RunPhase = (typeof runPhases)[number]

/** How long each phase took that there was. */
export function phasesOf(metrics: RunMetrics): { phase: RunPhase; ms: number }[] {
  return runPhases.flatMap((phase) => {
    const ms = metrics[`${phase}Ms`]
    return ms === undefined ? [] : [{ phase, ms }]
  })
}

/** How long the run took, or how long it had taken when it was last heard of; undefined when nothing is known. */
export function durationOf(metrics: RunMetrics): number | undefined {
  const phases = phasesOf(metrics)
  return metrics.durationMs ?? (phases.length === 0 ? undefined : phases.reduce((sum, { ms }) => sum + ms, 0))
}

const sums = [
  'waitingMs',
  'pausedMs',
  'reasoningMs',
  'writingMs',
  'generatingMs',
  'deltas',
  'bytes',
  'pauses',
] as const satisfies readonly (keyof RunMetrics)[]
const longest = ['longestSilenceMs', 'longestByteSilenceMs'] as const satisfies readonly (keyof RunMetrics)[]

/** What is known of an answer that a second run went on with: how it began is the first run's, the rest adds up. */
export function addMetrics(earlier: RunMetrics, later: RunMetrics): RunMetrics {
  const all: RunMetrics = { ...later, ...earlier }
  for (const field of sums) {
    if (later[field] !== undefined) all[field] = (earlier[field] ?? 0) + later[field]
  }
  for (const field of longest) {
    if (later[field] !== undefined) all[field] = Math.max(earlier[field] ?? 0, later[field])
  }
  // The duration of a run that was cut off is known as far as its phases are.
  const before = durationOf(earlier)
  if (later.durationMs === undefined) delete all.durationMs
  else all.durationMs = (before ?? 0) + later.durationMs
  if (earlier.retries && later.retries) all.retries = [...earlier.retries, ...later.retries]
  all.continuations = (earlier.continuations ?? 0) + 1
  return all
}

export type Speed = { tokensPerSecond: number; /** The provider reported no tokens. */ estimated: boolean }

/** Anything faster came in one piece: how fast it was written cannot be seen. */
const shortestMs = 100

/** How fast an answer was, or is being, written. Undefined when it cannot be known. */
export function speedOf(facts: {
  metrics: RunMetrics
  outputTokens: number | undefined
  reasoningTokens: number | undefined
  estimatedTokens: number
}): Speed | undefined {
  const { metrics, outputTokens, reasoningTokens = 0, estimatedTokens } = facts
  const { generatingMs = 0, deltas = 0, reasoningMs } = metrics
  if (generatingMs < shortestMs || deltas < 2) return undefined
  // Thoughts that are counted but not shown were thought before the first piece came.
  const reported = outputTokens === undefined ? 0 : outputTokens - (reasoningMs === undefined ? reasoningTokens : 0)
  const tokens = reported > 0 ? reported : estimatedTokens
  if (tokens <= 0) return undefined
  return { tokensPerSecond: (tokens * 1_000) / generatingMs, estimated: reported <= 0 }
}

/** The speed of a stored answer. */
export function speedOfMessage({ metrics, usage, parts }: Message): Speed | undefined {
  if (!metrics) return undefined
  return speedOf({
    metrics,
    outputTokens: usage?.outputTokens,
    reasoningTokens: usage?.reasoningTokens,
    estimatedTokens: parts.reduce((sum, { text }) => sum + likelyTokens(text), 0),
  })
}

/** The careful guess counts three characters to a token; four are usual. */
export function likelyTokens(text: string): number {
  return tokensOf(text) * 0.75
}
