import type { ErrorInfo } from './chat-error'
import type { Message, MessageStatus, Retry, RunMetrics } from './message'
import type { Usage } from './usage'

export type UnifiedFinishReason = 'stop' | 'length' | 'content-filter' | 'tool-calls' | 'error' | 'other'

/** Why the model stopped: our word, and the wire's own word beside it. */
export type FinishReason = { unified: UnifiedFinishReason; raw?: string }

/**
 * What an adapter yields. `finish` is always the last one, and is yielded only when the wire gave its own terminal
 * sign; a body that merely ends is a thrown `ChatError('truncated')`.
 */
export type StreamEvent =
  | { type: 'text-delta'; text: string }
  | { type: 'reasoning-delta'; text: string }
  /** The model that really answers, when the wire names it: it may differ from the one asked for. */
  | { type: 'model'; model: string }
  /** Running totals: a later event replaces the figures it names. */
  | { type: 'usage'; usage: Usage }
  | { type: 'finish'; reason: FinishReason }

/** What crosses the port: the adapter's events, and what the run itself has to say. */
export type RunEvent =
  /** A run began: the empty answer that the later events fold into. */
  | { type: 'start'; message: Message }
  | StreamEvent
  | { type: 'error'; error: ErrorInfo }
  /** A failure that passes: the run asks again when `waitMs` are over. */
  | { type: 'retry'; retry: Retry }
  | { type: 'metrics'; metrics: RunMetrics }
  | { type: 'status'; status: MessageStatus }
