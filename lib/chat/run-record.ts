import type { ErrorInfo } from './chat-error'
import type { MessageStatus } from './message'
import type { RunMetrics, RunPhase } from './run-metrics'

/** What is kept of a run for diagnostics: how it went, and nothing of what was asked or answered. */
export type RunRecord = {
  /** A run that goes on with an answer goes on with its record, too. */
  messageId: string
  conversationId: string
  /** Absent: it wrote an answer. `title`: it looked for a name of the conversation. */
  purpose?: 'title'
  /** Milliseconds since the epoch, as the two below. */
  startedAt: number
  /** When something was last heard of it. */
  updatedAt: number
  /** When the last piece of the answer came. */
  lastDeltaAt?: number
  status: MessageStatus
  /** What it does, while it streams. */
  phase: RunPhase
  providerId: string
  /** The model asked for. */
  model: string
  /** Characters of text and reasoning, and how many tokens they are likely to be. */
  characters: number
  likelyTokens: number
  outputTokens?: number
  reasoningTokens?: number
  /** How many presets were tried in vain before the one that writes. */
  fallbacks: number
  metrics: RunMetrics
  error?: Pick<ErrorInfo, 'kind' | 'message' | 'status' | 'requestId'>
}

/** What is known of one day of the worker's life. */
export type WorkerDay = {
  /** The local date, as in `2026-11-20`. */
  day: string
  starts: number
  /** How often it was ended while it still wrote an answer, and when that was last found to have happened. */
  deaths: number
  lastDeathAt?: number
}

/** Records beyond these are forgotten, oldest first. */
export const keptRuns = 200
