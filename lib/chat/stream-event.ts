import type { ErrorInfo } from './chat-error'
import type { CoverageEvent } from './coverage'
import type { Cost, Message, MessageStatus, Pause } from './message'
import type { RunMetrics } from './run-metrics'
import type { Usage } from './usage'

export type UnifiedFinishReason = 'stop' | 'length' | 'content-filter' | 'tool-calls' | 'error' | 'other'

/** Why the model stopped: our word, and the wire's own word beside it. */
export type FinishReason = { unified: UnifiedFinishReason; raw?: string }

/**
 * What an adapter yields. `finish` is always the last one, and is yielded only when the wire gave its own terminal
 * sign; a body that merely ends is a thrown `ChatError('truncated')`. Behind a `finish` that is no success, because the
 * reason means a failure or the model said nothing, the failure is thrown.
 */
export type StreamEvent =
  | { type: 'text-delta'; text: string }
  | { type: 'reasoning-delta'; text: string }
  /** The model that really answers, when the wire names it: it may differ from the one asked for. */
  | { type: 'model'; model: string }
  /** Running totals: a later event replaces the figures it names. */
  | { type: 'usage'; usage: Usage }
  | { type: 'finish'; reason: FinishReason }

/** Another preset than before is asked: everything a message says of whom it asks, anew. */
export type PresetEvent = { type: 'preset' } & Required<
  Pick<Message, 'presetId' | 'providerId' | 'model' | 'fallbacks'>
> &
  Pick<Message, 'author'>

/** What crosses the port: the adapter's events, and what the run itself has to say. */
export type RunEvent =
  /** A run began: the empty answer that the later events fold into, and its question where that was stored with it. */
  | { type: 'start'; message: Message; question?: Message }
  | StreamEvent
  | { type: 'error'; error: ErrorInfo }
  /** The run waits; a later one tells more of the same waiting. */
  | { type: 'pause'; pause: Pause }
  /** The waiting is over: the question is being sent. */
  | { type: 'resume' }
  | PresetEvent
  | CoverageEvent
  | { type: 'cost'; cost: Cost }
  | { type: 'metrics'; metrics: RunMetrics }
  | { type: 'status'; status: MessageStatus }
