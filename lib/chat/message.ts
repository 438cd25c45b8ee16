import type { ErrorInfo } from './chat-error'
import { applyCoverage, settled, type Coverage, type CoveredSection } from './coverage'
import type { QuickActionId } from './quick-action'
import type { RunMetrics } from './run-metrics'
import type { FinishReason, PresetEvent, RunEvent } from './stream-event'
import { mergeUsage, type Usage } from './usage'

export type MessageStatus = 'streaming' | 'complete' | 'stopped' | 'interrupted' | 'failed'

export type MessagePart = { type: 'text'; text: string } | { type: 'reasoning'; text: string }

/** Why a run does not ask right now. Nothing of it is a failure of the answer. */
export type PauseReason =
  /** A failure that passes: the run asks again when `waitMs` are over. */
  | { reason: 'failure'; error: ErrorInfo; waitMs: number }
  /** The user's own limit: the question is sent when `waitMs` are over. */
  | { reason: 'rate-limit'; providerName: string; requestsPerMinute: number; waitMs: number }
  /** As many answers are being written as may be, at one provider or, without a name, at all of them. */
  | { reason: 'slot'; providerName?: string }

/** `since` in milliseconds since the epoch; `skippable` when the reader may end it before its time. */
export type Pause = PauseReason & { since: number; skippable: boolean }

/** One who was asked for this answer and gave none. */
export type FailedAttempt = {
  presetName: string
  providerId: string
  providerName: string
  error: ErrorInfo
}

/** What an answer cost in US dollars, and whose figures say so. */
export type Cost = { usd: number; source: 'reported' | 'own-prices' | 'listed-prices' }

/**
 * What took an answer its run: the browser ended the worker; the browser was closed or broke down; Gloss was updated, or
 * loaded anew; or Gloss was gone, switched off perhaps, and nothing else is known.
 */
export type Interruption = 'worker' | 'browser' | 'update' | 'reload' | 'off'

/** One question, put to several presets at once. */
export type Comparison = {
  /** The answers that are read side by side, in order. One that is asked anew is followed by the new one in its place. */
  answerIds: string[]
  /** The conversation went on from one of them; the others are branches. */
  decided?: true
}

/** One turn. Messages form a tree through `parentId`; the shown thread is the path from a leaf to the root. */
export type Message = {
  id: string
  conversationId: string
  parentId: string | null
  role: 'user' | 'assistant'
  parts: MessagePart[]
  status: MessageStatus
  /** Milliseconds since the epoch. Shown, never sorted by: clocks jump, parents do not. */
  createdAt: number
  /** Pinned snapshots that this turn added to the conversation. */
  attachmentIds: string[]
  /** The quick action that asked this question. */
  action?: QuickActionId
  /** Of a question: who is asked side by side. */
  comparison?: Comparison
  presetId?: string
  providerId?: string
  /** The model asked for. */
  model?: string
  /** The model that answered, when it named itself. */
  answeredBy?: string
  /** Who is asked, or wrote this, in place of the preset that the reader chose. */
  author?: { presetName: string; providerName: string }
  /**
   * Who was tried before the one that writes, in order. In an answer that failed because nobody could be reached: who
   * else was tried, since `error` then is that of the preset that the reader chose.
   */
  fallbacks?: FailedAttempt[]
  usage?: Usage
  cost?: Cost
  finishReason?: FinishReason
  error?: ErrorInfo
  /** Why it is `interrupted`, where that is known. */
  interruption?: Interruption
  /** Present while the run waits before it asks. */
  pause?: Pause
  /** Where not everything that is attached was sent in one piece: how much of it the answer rests on. */
  coverage?: Coverage
  metrics?: RunMetrics
  /**
   * Set by *delete*, so that it can be undone: when, the message with which it went, and the end that was shown where
   * the deletion changed that.
   */
  deleted?: { at: number; with: string; shown?: string }
}

/** All text of one kind, in order. */
export function textOf(message: Message, type: MessagePart['type'] = 'text'): string {
  return message.parts
    .filter((part) => part.type === type)
    .map((part) => part.text)
    .join('')
}

/** Whether an answer broke off behind some text, so that a model can go on with it. */
export function isContinuable(message: Message): boolean {
  const { role, status, finishReason, error } = message
  if (role !== 'assistant') return false
  // What was read of a long text is kept, also while there is no word of an answer yet.
  const begun = message.coverage?.reading === 'everything' && message.coverage.sections.some(isRead)
  if (textOf(message).trim() === '' && !begun) return false
  if (status === 'complete') return finishReason?.unified === 'length'
  if (status === 'failed') return error?.kind !== 'too-large' && finishReason?.unified !== 'content-filter'
  return status === 'stopped' || status === 'interrupted'
}

/**
 * Folds one event into a message. The worker folds for checkpoints and snapshots, the panel for pixels: the same
 * function in both homes is what makes "snapshot + later events = the whole" true.
 */
export function applyEvent(message: Message, event: RunEvent): Message {
  switch (event.type) {
    case 'start':
      return event.message
    case 'text-delta':
      return withoutPause({ ...message, parts: append(message.parts, 'text', event.text) })
    case 'reasoning-delta':
      return withoutPause({ ...message, parts: append(message.parts, 'reasoning', event.text) })
    case 'pause':
      return { ...message, pause: event.pause }
    case 'resume':
      return withoutPause(message)
    case 'preset':
      return turnTo(message, event)
    case 'model':
      return { ...message, answeredBy: event.model }
    case 'usage':
      return { ...message, usage: mergeUsage(message.usage, event.usage) }
    case 'cost':
      return { ...message, cost: event.cost }
    case 'finish':
      return { ...message, finishReason: event.reason }
    case 'error':
      return { ...message, error: event.error }
    case 'metrics':
      return { ...message, metrics: { ...message.metrics, ...event.metrics } }
    case 'coverage':
    case 'section':
    case 'combining': {
      const coverage = applyCoverage(message.coverage, event)
      return coverage ? { ...message, coverage } : message
    }
    case 'status': {
      const over = event.status !== 'streaming' && message.coverage
      const status = over && over.rereading ? 'complete' : event.status
      return withoutPause({ ...message, ...(over ? { coverage: settled(over) } : {}), status })
    }
  }
}

const isRead = ({ state }: CoveredSection) => state === 'read'

/** Whatever comes next shows that the waiting is over. */
function withoutPause(message: Message): Message {
  if (!message.pause) return message
  const { pause: _, ...rest } = message
  return rest
}

/** What the one asked before reported of itself says nothing of the one who is asked now. */
function turnTo(message: Message, { type: _type, ...now }: PresetEvent): Message {
  const { author: _author, answeredBy: _answeredBy, usage: _usage, finishReason: _finishReason, ...others } = message
  const { coverage: _coverage, ...rest } = others
  return withoutPause({ ...rest, ...now })
}

function append(parts: MessagePart[], type: MessagePart['type'], text: string): MessagePart[] {
  if (text === '') return parts
  const last = parts.at(-1)
  if (last?.type === type) return [...parts.slice(0, -1), { type, text: last.text + text }]
  return [...parts, { type, text }]
}

/** The messages from the root to `leafId`, oldest first. A missing or circular parent ends the walk. */
export function threadTo(messages: readonly Message[], leafId: string | null): Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const thread: Message[] = []
  const seen = new Set<string>()
  for (let id = leafId; id !== null && !seen.has(id);) {
    const message = byId.get(id)
    if (!message) break
    seen.add(id)
    thread.push(message)
    id = message.parentId
  }
  return thread.reverse()
}

/** The answers to the same question, or the questions at the same place, oldest first. */
export function siblingsOf(messages: readonly Message[], message: Message): Message[] {
  return messages
    .filter(({ parentId, role }) => parentId === message.parentId && role === message.role)
    .sort((one, other) => one.createdAt - other.createdAt)
}
