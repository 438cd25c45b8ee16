/**
 * Tokens of one answer. Input includes what was read from a cache, output includes reasoning: each adapter converts
 * its shop's arithmetic to this one. A figure the shop did not give is absent, never 0.
 */
export type Usage = {
  inputTokens?: number
  outputTokens?: number
  cachedInputTokens?: number
  cacheWriteInputTokens?: number
  reasoningTokens?: number
  /** US dollars, only when the provider itself reported it. */
  costUsd?: number
}

const fields = [
  'inputTokens',
  'outputTokens',
  'cachedInputTokens',
  'cacheWriteInputTokens',
  'reasoningTokens',
  'costUsd',
] as const satisfies readonly (keyof Usage)[]

/** Later figures replace earlier ones (shops send running totals); a missing figure keeps what was known. */
export function mergeUsage(earlier: Usage | undefined, later: Usage): Usage {
  const merged: Usage = { ...earlier }
  for (const field of fields) {
    const value = later[field]
    if (value !== undefined && Number.isFinite(value) && value >= 0) merged[field] = value
  }
  return merged
}

/** What two requests used together; a figure that only one of them gave stands for both. */
export function addUsage(one: Usage | undefined, other: Usage | undefined): Usage | undefined {
  if (!one || !other) return one ?? other
  const sum: Usage = { ...one, ...other }
  for (const field of fields) {
    const [a, b] = [one[field], other[field]]
    if (a !== undefined && b !== undefined) sum[field] = a + b
  }
  return sum
}
