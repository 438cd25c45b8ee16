import { describeFault } from './json-fault'

/** What a form field comes to. `value` is undefined for an empty field. */
export type Coerced<Value> = { ok: true; value: Value | undefined } | { ok: false; problem: string }

const decimal = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,3})?$/i
/** Digits in groups of three: `1,000`, `1.000`, `1 000`, `1'000`. In a whole number that is never a fraction. */
const grouped = /^\d{1,3}([ .,'’_\u00A0\u202F])\d{3}(\1\d{3})*$/

/** A number as people write it: with a comma or a point, blanks around it, perhaps an exponent. */
export function coerceNumber(text: string): Coerced<number> {
  const written = text.trim().replace('−', '-')
  if (written === '') return { ok: true, value: undefined }
  const value = decimal.test(written) ? Number(written.replace(',', '.')) : NaN
  return Number.isFinite(value) ? { ok: true, value } : { ok: false, problem: `“${written}” is not a number.` }
}

/** A whole number, with its thousands grouped or not. */
export function coerceWhole(text: string): Coerced<number> {
  const written = text.trim()
  const coerced = coerceNumber(grouped.test(written) ? written.replace(/\D/g, '') : written)
  if (!coerced.ok || coerced.value === undefined || Number.isInteger(coerced.value)) return coerced
  return { ok: false, problem: `${written} is not a whole number.` }
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '\\': '\\' }
const letters: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' }

/** One sequence a line; `\n`, `\r`, `\t` and `\\` stand for what cannot be seen in a line. Empty lines do not count. */
export function coerceStops(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== '')
  return lines.map((line) => line.replace(/\\([nrt\\])/g, (_, letter: string) => escapes[letter] ?? letter))
}

/** The text that `coerceStops` reads back. */
export function stopsText(stop: readonly string[]): string {
  return stop
    .map((sequence) => sequence.replace(/[\n\r\t\\]/g, (character) => letters[character] ?? character))
    .join('\n')
}

/** A JSON object; what is wrong with it is said with its place. */
export function coerceObject(text: string): Coerced<Record<string, unknown>> {
  if (text.trim() === '') return { ok: true, value: undefined }
  const fault = describeFault(text)
  if (fault !== undefined) return { ok: false, problem: fault }
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, problem: 'This has to be an object: {"name": value}.' }
  }
  return { ok: true, value: Object.keys(value).length === 0 ? undefined : { ...value } }
}
