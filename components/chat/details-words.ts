import type { ErrorInfo } from '../../lib/chat/chat-error'
import type { Message, MessageStatus } from '../../lib/chat/message'
import { durationOf, speedOfMessage, type RunPhase } from '../../lib/chat/run-metrics'
import type { UnifiedFinishReason } from '../../lib/chat/stream-event'
import { costSources, dollars } from './cost-words'
import { counted, inBytes, inSpeed, inTime } from './measure-words'

/** Facts that belong together, as names and values. */
export type DetailGroup = { title: string; facts: [name: string, value: string][] }

/** Whom a message names by an id, as the reader knows them. */
export type DetailNames = { provider: string; preset: string | undefined }

export const phaseNames: Record<RunPhase, string> = {
  waiting: 'Waiting',
  paused: 'Paused',
  reasoning: 'Thinking',
  writing: 'Writing',
}

export const statusNames: Record<MessageStatus, string> = {
  streaming: 'Being written',
  complete: 'Complete',
  stopped: 'Stopped by you',
  interrupted: 'Interrupted',
  failed: 'Failed',
}

const finishNames: Record<UnifiedFinishReason, string> = {
  stop: 'The model was done',
  length: 'Longest length reached',
  'content-filter': 'Ended by content rules',
  'tool-calls': 'The model called a tool',
  error: 'The provider broke off',
  other: 'Another reason',
}

/** All that is known of how an answer came to be. What is not known is left out. */
export function detailsOf(message: Message, names: DetailNames): DetailGroup[] {
  const groups = [
    { title: 'Model', facts: modelFacts(message, names) },
    { title: 'End', facts: endFacts(message) },
    { title: 'Time', facts: timeFacts(message) },
    { title: 'Tokens', facts: tokenFacts(message) },
    { title: 'Network', facts: networkFacts(message) },
    { title: 'Tries before', facts: tryFacts(message) },
  ]
  return groups.map(({ title, facts }) => ({ title, facts: known(facts) })).filter(({ facts }) => facts.length > 0)
}

/** For a support question. Holds nothing of what was asked, answered or read. */
export function detailsAsText(groups: readonly DetailGroup[]): string {
  return groups
    .map(({ title, facts }) => [title, ...facts.map(([name, value]) => `  ${name}: ${value}`)].join('\n'))
    .join('\n\n')
}

type MaybeFacts = (readonly [name: string, value: string | undefined])[]

function known(facts: MaybeFacts): [name: string, value: string][] {
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
}

function modelFacts({ model, answeredBy, author, createdAt }: Message, names: DetailNames): MaybeFacts {
  return [
    ['Provider', names.provider],
    ['Preset', author?.presetName ?? names.preset],
    ['Asked for', model],
    ['Answered by', answeredBy],
    ['Begun', new Date(createdAt).toLocaleString()],
  ]
}

function endFacts({ status, finishReason, error }: Message): MaybeFacts {
  return [
    ['State', statusNames[status]],
    ['Reason', finishReason && finishNames[finishReason.unified]],
    ['In its words', finishReason?.raw],
    ['Failure', error && failureWords(error)],
    ['Request id', error?.requestId],
  ]
}

function timeFacts(message: Message): MaybeFacts {
  const { metrics = {} } = message
  const duration = durationOf(metrics)
  const speed = speedOfMessage(message)
  const isWhole = metrics.durationMs !== undefined
  return [
    ['First headers', time(metrics.headersMs)],
    ['First byte', time(metrics.firstByteMs)],
    ['First word', time(metrics.firstTokenMs)],
    ['Thinking', time(metrics.reasoningMs)],
    ['Speed', speed && `${inSpeed(speed)}${speed.estimated ? ' (estimated from the text)' : ''}`],
    ['Longest silence', time(metrics.longestSilenceMs)],
    ['In all', duration === undefined ? undefined : `${isWhole ? '' : 'at least '}${inTime(duration)}`],
    ['Continued', metrics.continuations === undefined ? undefined : counted(metrics.continuations, 'time')],
  ]
}

function tokenFacts({ usage = {}, cost }: Message): MaybeFacts {
  return [
    ['In', usage.inputTokens?.toLocaleString('en')],
    ['From a cache', usage.cachedInputTokens?.toLocaleString('en')],
    ['Into a cache', usage.cacheWriteInputTokens?.toLocaleString('en')],
    ['Out', usage.outputTokens?.toLocaleString('en')],
    ['For thinking', usage.reasoningTokens?.toLocaleString('en')],
    ['Cost', cost && `${dollars(cost.usd)}, ${costSources[cost.source]}`],
  ]
}

function networkFacts({ metrics = {} }: Message): MaybeFacts {
  return [
    ['Received', metrics.bytes === undefined ? undefined : inBytes(metrics.bytes)],
    ['Pieces of text', metrics.deltas?.toLocaleString('en')],
    ['Longest gap', time(metrics.longestByteSilenceMs)],
    ['Pauses', metrics.pauses?.toLocaleString('en')],
  ]
}

function tryFacts({ metrics, fallbacks = [] }: Message): MaybeFacts {
  const retries = metrics?.retries ?? []
  return [
    ...retries.map((retry) => [`After ${inTime(retry.atMs)}`, withId(retry)] as const),
    ...fallbacks.map(({ presetName, error }) => [presetName, withId(error)] as const),
  ]
}

type Failure = Pick<ErrorInfo, 'kind' | 'message' | 'status' | 'requestId'>

function withId(failure: Failure): string {
  const id = failure.requestId === undefined ? '' : ` Request id ${failure.requestId}.`
  return `${failureWords(failure)}${id}`
}

function failureWords({ kind, message, status }: Failure): string {
  return `${message} (${status === undefined ? kind : `${kind}, status ${status}`})`
}

function time(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : inTime(milliseconds)
}
