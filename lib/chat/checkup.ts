import type { ErrorInfo } from './chat-error'
import type { Remedy } from './remedy'

/** The steps from an address to a whole answer, each of which needs those before it. */
export const rungNames = [
  'configured',
  'permission',
  'reachable',
  'origin',
  'key',
  'model',
  'first-byte',
  'stream',
  'usage',
] as const

export type RungName = (typeof rungNames)[number]

export const rungTitles: Record<RungName, string> = {
  configured: 'Set up',
  permission: 'Allowed by the browser',
  reachable: 'Reachable',
  origin: 'Accepts Gloss',
  key: 'Key accepted',
  model: 'Model exists',
  'first-byte': 'Begins to answer',
  stream: 'Streams well',
  usage: 'Reports usage',
}

/** The one button of a rung, and what it needs. */
export type Mend = {
  remedy: Remedy
  /** What to ask the browser for. */
  originPattern?: string
  /** What is copied. */
  text?: string
  /** What else helps, where the button is not the whole story. */
  note?: string
  /** Where it leads. */
  url?: string
}

export type Rung = {
  name: RungName
  /** `skipped`: not reached, not needed, or not to be told; the sentence says which. */
  state: 'passed' | 'warning' | 'failed' | 'skipped'
  sentence: string
  /** What the server said, in its own words. */
  detail?: string
  /** On every failed or warned rung. */
  mend?: Mend
}

export type CheckupOutcome = 'good' | 'warning' | 'failed' | 'not-set-up' | 'stopped'

/** One question, asked the way the chat asks, and how far it came. */
export type Checkup = {
  providerId: string
  providerName: string
  /** The model asked for; empty when none could be named. */
  model: string
  outcome: CheckupOutcome
  headline: string
  /** From the bottom up; all of them, but none when it was stopped. */
  rungs: Rung[]
  /** Absent where it answered. */
  error?: ErrorInfo
}
