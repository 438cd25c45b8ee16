import type { Usage } from '../chat/usage'

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
