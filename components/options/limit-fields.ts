import { isLoopback } from '../../lib/chat/base-url'
import { cloudLimits, localLimits } from '../../lib/chat/connection'
import type { ProviderLimits } from '../../lib/chat/settings'
import { coerceNumber, coerceWhole } from '../../lib/policy/coerce'

export type LimitField = {
  name: keyof ProviderLimits
  label: string
  unit: string
  /** What one of the unit is in what is stored: milliseconds, bytes, or one. */
  factor: number
  /** In the unit. */
  least: number
  most: number
  whole?: true
}

const second = 1_000
const minute = 60 * second
const mebibyte = 1024 * 1024
const dayInSeconds = 24 * 60 * 60

/** What a reader may limit. */
export const limitFields: readonly LimitField[] = [
  {
    name: 'requestsPerMinute',
    label: 'Requests a minute',
    unit: 'requests',
    factor: 1,
    least: 1,
    most: 10_000,
    whole: true,
  },
  { name: 'concurrentRuns', label: 'Answers at once', unit: 'answers', factor: 1, least: 1, most: 8, whole: true },
  {
    name: 'headersMs',
    label: 'Longest wait for the first byte',
    unit: 'seconds',
    factor: second,
    least: 1,
    most: dayInSeconds,
  },
  { name: 'idleMs', label: 'Longest silence', unit: 'seconds', factor: second, least: 1, most: dayInSeconds },
  {
    name: 'progressMs',
    label: 'Longest wait on signs of life',
    unit: 'minutes',
    factor: minute,
    least: 0.1,
    most: 1_440,
  },
  { name: 'totalMs', label: 'Longest whole answer', unit: 'minutes', factor: minute, least: 0.1, most: 1_440 },
  { name: 'bodyBytes', label: 'Largest answer', unit: 'megabytes', factor: mebibyte, least: 0.1, most: 1_024 },
  { name: 'eventBytes', label: 'Largest piece of it', unit: 'megabytes', factor: mebibyte, least: 0.1, most: 1_024 },
]

export type LimitTexts = Partial<Record<keyof ProviderLimits, string>>

export function limitTexts(limits: ProviderLimits): LimitTexts {
  return Object.fromEntries(
    limitFields.flatMap(({ name, factor }) => {
      const value = limits[name]
      return value === undefined ? [] : [[name, inUnit(value, factor)]]
    }),
  )
}

/** What holds while a field is empty, in its unit. */
export function defaultLimit({ name, factor }: LimitField, baseUrl: string): string {
  const defaults: ProviderLimits = URL.canParse(baseUrl) && isLoopback(baseUrl) ? localLimits : cloudLimits
  const value = defaults[name]
  return value === undefined ? 'no limit' : inUnit(value, factor)
}

/** The limits the texts come to, and what is wrong, by field. */
export function checkLimits(texts: LimitTexts): { limits: ProviderLimits; problems: Record<string, string> } {
  const problems: Record<string, string> = {}
  const limits: ProviderLimits = {}
  for (const field of limitFields) {
    const { name, factor, least, most, unit, whole } = field
    const coerced = (whole ? coerceWhole : coerceNumber)(texts[name] ?? '')
    if (!coerced.ok) problems[name] = coerced.problem
    else if (coerced.value !== undefined && (coerced.value < least || coerced.value > most)) {
      problems[name] = `Enter ${least.toLocaleString('en')} to ${most.toLocaleString('en')} ${unit}, or nothing.`
    } else if (coerced.value !== undefined) limits[name] = Math.round(coerced.value * factor)
  }
  return { limits, problems }
}

function inUnit(value: number, factor: number): string {
  return String(Number((value / factor).toFixed(3)))
}
