import { durationOf, phasesOf } from '../../lib/chat/run-metrics'
import type { RunRecord, WorkerDay } from '../../lib/chat/run-record'
import { counted, inBytes, inSpeed } from '../chat/measure-words'
import { speedOfRun } from './run-words'

/** What is stored, in bytes; undefined where the browser does not say. */
export type StorageFacts = {
  conversations: number
  messages: number
  recordings: { count: number; bytes: number }
  database: number | undefined
  local: number | undefined
  quota: number | undefined
}

export type BrowserFacts = {
  version: string
  /** As it names itself. */
  browser: string
  permissions: readonly string[]
  /** Without paths. */
  hosts: readonly string[]
}

export type ReportInput = {
  at: Date
  facts: BrowserFacts
  storage: StorageFacts
  today: WorkerDay | undefined
  lastDeathAt: number | undefined
  runs: readonly RunRecord[]
  /** The host that a provider of this id is asked at; undefined where there is none. */
  hostOf: (providerId: string) => string | undefined
}

const reportedRuns = 50

/** All of the page as text: how things went and where, nothing of what was asked, answered or read, and no key. */
export function diagnosticsReport({ at, facts, storage, today, lastDeathAt, runs, hostOf }: ReportInput): string {
  const { recordings, database, local } = storage
  const lines = [
    `Gloss ${facts.version}, ${at.toISOString()}`,
    `Browser: ${facts.browser}`,
    `Permissions: ${facts.permissions.join(', ') || 'none'}`,
    `Hosts: ${facts.hosts.join(', ') || 'none'}`,
    `Worker: ${workerWords(today, lastDeathAt, (time) => new Date(time).toISOString())}`,
    `Stored: ${counted(storage.conversations, 'conversation')}, ${counted(storage.messages, 'message')}, ${counted(recordings.count, 'recording')} of ${inBytes(recordings.bytes)}`,
    `Room: database ${sizeWords(database)}, local storage ${sizeWords(local)}`,
    '',
    `Runs, newest first, ${Math.min(runs.length, reportedRuns)} of ${runs.length}:`,
    ...runs.slice(0, reportedRuns).map((run) => runLine(run, hostOf(run.providerId))),
  ]
  return lines.join('\n')
}

/** What is known of the worker's life today, and of when it last ended in mid-answer. */
export function workerWords(
  today: WorkerDay | undefined,
  lastDeathAt: number | undefined,
  inWords: (time: number) => string,
): string {
  const starts = `started ${counted(today?.starts ?? 0, 'time')} today`
  const deaths =
    lastDeathAt === undefined
      ? 'never known to have ended in mid-answer'
      : `last ended in mid-answer ${inWords(lastDeathAt)}`
  return `${starts}, ${deaths}`
}

export function sizeWords(bytes: number | undefined): string {
  return bytes === undefined ? 'unknown' : inBytes(bytes)
}

function runLine(run: RunRecord, host: string | undefined): string {
  const { metrics, error } = run
  const speed = speedOfRun(run)
  const duration = durationOf(metrics)
  const facts: (string | undefined | false)[] = [
    new Date(run.startedAt).toISOString(),
    run.status === 'streaming' ? `${run.status} (${run.phase})` : run.status,
    host ?? run.providerId,
    run.model,
    duration !== undefined && `${duration} ms`,
    metrics.headersMs !== undefined && `headers ${metrics.headersMs}`,
    metrics.firstByteMs !== undefined && `first byte ${metrics.firstByteMs}`,
    metrics.firstTokenMs !== undefined && `first word ${metrics.firstTokenMs}`,
    ...phasesOf(metrics).map(({ phase, ms }) => `${phase} ${ms}`),
    metrics.longestSilenceMs !== undefined && `silence ${metrics.longestSilenceMs}`,
    metrics.longestByteSilenceMs !== undefined && `byte silence ${metrics.longestByteSilenceMs}`,
    counted(run.characters, 'character'),
    metrics.deltas !== undefined && counted(metrics.deltas, 'piece'),
    metrics.bytes !== undefined && counted(metrics.bytes, 'byte'),
    speed && inSpeed(speed),
    metrics.pauses !== undefined && counted(metrics.pauses, 'pause'),
    ...(metrics.retries ?? []).map((retry) => `retried ${failureWords(retry)}`),
    run.fallbacks > 0 && counted(run.fallbacks, 'fallback'),
    error && `failed ${failureWords(error)}`,
  ]
  return `- ${facts.filter((fact) => typeof fact === 'string').join(', ')}`
}

/** Without the sentence: a server's own words may be in it. */
function failureWords({ kind, status, requestId }: NonNullable<RunRecord['error']>): string {
  return [kind, status, requestId].filter((fact) => fact !== undefined).join(' ')
}
