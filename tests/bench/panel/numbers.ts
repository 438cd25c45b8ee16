/** The value below which this share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
