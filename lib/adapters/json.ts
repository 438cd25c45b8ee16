/** A JSON object whose fields nobody has vouched for. */
export type JsonObject = Record<string, unknown>

/** Tolerant readers for what servers send: the value when it has the type, undefined when not. */
export function asObject(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** A string that holds something. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A finite number that is not negative: shops mark "unknown" with -1. */
export function asCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined
}

/** The parsed text, or undefined when it is not JSON. Blank lines around it are fine: some servers wait with them. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** A value as JSON; empty for what cannot be written, such as a text nested deeper than the stack reaches. */
export function writeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}

/** The fields that say something: servers mark "nothing new" with null. */
export function present(object: JsonObject | undefined): JsonObject {
  return Object.fromEntries(Object.entries(object ?? {}).filter(([, value]) => value !== null && value !== undefined))
}

/** The first of several alternative answers, which may come in any order and without a number. */
export function firstAlternative(list: unknown): JsonObject | undefined {
  return asArray(list)
    .map(asObject)
    .find((one) => one && (one.index === undefined || one.index === null || one.index === 0))
}
