import { durationOf, speedOf, type Speed } from '../../lib/chat/run-metrics'
import type { RunRecord } from '../../lib/chat/run-record'
import { phaseNames, statusNames } from '../chat/details-words'
import { counted, inBytes, inSpeed, inTime } from '../chat/measure-words'

export function speedOfRun({ metrics, outputTokens, reasoningTokens, likelyTokens }: RunRecord): Speed | undefined {
  return speedOf({ metrics, outputTokens, reasoningTokens, estimatedTokens: likelyTokens })
}

/** How a run stands: what it does while it lives, else how it ended. */
export function stateOfRun({ status, phase }: RunRecord): string {
  return status === 'streaming' ? phaseNames[phase] : statusNames[status]
}

/** How a run that is over went, in a few short facts. */
export function runSummary(run: RunRecord): string[] {
  const { metrics, characters, fallbacks } = run
  const duration = durationOf(metrics)
  const speed = speedOfRun(run)
  const retries = metrics.retries?.length ?? 0
  return [
    duration !== undefined && inTime(duration),
    metrics.firstTokenMs !== undefined && `first word after ${inTime(metrics.firstTokenMs)}`,
    characters > 0 && counted(characters, 'character'),
    speed && inSpeed(speed),
    metrics.bytes !== undefined && `${inBytes(metrics.bytes)} received`,
    retries > 0 && counted(retries, 'retry').replace('retrys', 'retries'),
    fallbacks > 0 && counted(fallbacks, 'fallback'),
  ].filter((fact) => typeof fact === 'string')
}

/** A silence shorter than this is none that a reader would notice. */
const noticedMs = 2_000

/** How a run that lives stands at this moment. */
export function liveSummary(run: RunRecord, now: number): string[] {
  const silence = now - (run.lastDeltaAt ?? run.startedAt)
  const speed = speedOfRun(run)
  return [
    inWholeSeconds(now - run.startedAt),
    counted(run.characters, 'character'),
    speed && inSpeed(speed),
    silence >= noticedMs && `silent for ${inWholeSeconds(silence)}`,
  ].filter((fact) => typeof fact === 'string')
}

/** A clock that was set back makes no time negative. */
function inWholeSeconds(milliseconds: number): string {
  return inTime(Math.max(0, Math.floor(milliseconds / 1_000)) * 1_000).replace(/^0 ms$/, '0 s')
}

export type RunOrder = 'newest' | 'oldest' | 'longest'
export type RunFilter = { status: RunRecord['status'] | 'all'; providerId: string; order: RunOrder }

/** The runs that pass a filter, in its order. An empty provider passes all. */
export function filterRuns<Row extends { run: RunRecord }>(rows: readonly Row[], filter: RunFilter): Row[] {
  const { status, providerId, order } = filter
  const orders: Record<RunOrder, (one: RunRecord, other: RunRecord) => number> = {
    newest: (one, other) => other.startedAt - one.startedAt,
    oldest: (one, other) => one.startedAt - other.startedAt,
    longest: (one, other) => (durationOf(other.metrics) ?? 0) - (durationOf(one.metrics) ?? 0),
  }
  return rows
    .filter(({ run }) => status === 'all' || run.status === status)
    .filter(({ run }) => providerId === '' || run.providerId === providerId)
    .toSorted((one, other) => orders[order](one.run, other.run))
}
