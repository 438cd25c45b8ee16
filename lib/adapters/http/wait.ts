const longestWait = 24 * 60 * 60_000
/** Below the first a bare number counts seconds; above it is a moment, above the second one in milliseconds. */
const earliestMoment = 1.5e9
const earliestMomentInMilliseconds = 1e11

/** Milliseconds to wait as the headers ask, a day at most; undefined when they ask nothing sensible. */
export function retryAfter(headers: Headers, now = Date.now()): number | undefined {
  const milliseconds = headers.get('retry-after-ms')
  return (
    waitIn(milliseconds === null ? null : `${milliseconds}ms`, now) ??
    waitIn(headers.get('retry-after'), now) ??
    longest(exhausted(headers).map((reset) => waitIn(reset, now)))
  )
}

/**
 * Milliseconds until what a text names, a day at most: `5` or `8.64s`, `6m0s`, `26ms`, a date, a moment in seconds or
 * milliseconds since the epoch. Undefined for anything else and for what is past.
 */
export function waitIn(text: string | null | undefined, now: number): number | undefined {
  const words = text?.trim() ?? ''
  const wait = /^\d+(\.\d+)?$/.test(words) ? ofNumber(Number(words), now) : (ofDuration(words) ?? ofDate(words, now))
  return Number.isFinite(wait) && wait >= 0 ? Math.min(wait, longestWait) : undefined
}

function ofNumber(number: number, now: number): number {
  if (number < earliestMoment) return number * 1_000
  return (number < earliestMomentInMilliseconds ? number * 1_000 : number) - now
}

function ofDuration(text: string): number | undefined {
  const match = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/.exec(text)
  if (!match || text === '') return undefined
  const [hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = match.slice(1).map((part) => Number(part ?? 0))
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000 + milliseconds
}

/** A date without a year or a sign before a number is none, whatever the browser makes of it. */
function ofDate(text: string, now: number): number {
  return /\d{4}/.test(text) ? Date.parse(text) - now : Number.NaN
}

/** When the budgets that are used up will be refilled: `…remaining…: 0` beside `…reset…`. */
function exhausted(headers: Headers): (string | null)[] {
  return [...headers]
    .filter(([name, value]) => name.includes('ratelimit') && name.includes('remaining') && Number(value) === 0)
    .map(([name]) => headers.get(name.replace('remaining', 'reset')))
}

function longest(waits: (number | undefined)[]): number | undefined {
  const known = waits.filter((wait) => wait !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}
