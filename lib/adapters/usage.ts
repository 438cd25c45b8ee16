import type { Usage } from '../chat/usage'
import { asCount, asObject, type JsonObject } from './json'

const ticksPerDollar = 10_000_000_000

/** The figures that were given; undefined when none was. */
export function usageOf(figures: { [Figure in keyof Usage]: number | undefined }): Usage | undefined {
  const given: Usage = Object.fromEntries(Object.entries(figures).filter(([, figure]) => figure !== undefined))
  return Object.keys(given).length > 0 ? given : undefined
}

/** A sum of counts of which some may be unknown; undefined when all are. */
export function sum(...counts: readonly (number | undefined)[]): number | undefined {
  const known = counts.filter((count) => count !== undefined)
  return known.length === 0 ? undefined : known.reduce((total, count) => total + count, 0)
}

/** What an answer cost, where the shop says it. Whoever brings a key of their own pays its shop beside the go-between. */
export function costOf(usage: JsonObject): number | undefined {
  const cost = asCount(usage.cost) ?? asCount(asObject(usage.cost)?.total_cost)
  const upstream = usage.is_byok === true ? asCount(asObject(usage.cost_details)?.upstream_inference_cost) : undefined
  const ticks = asCount(usage.cost_in_usd_ticks)
  return sum(cost, upstream) ?? (ticks === undefined ? undefined : ticks / ticksPerDollar)
}
