import type { ImportLimits } from './import-limits'
import { refusal } from './refusal'

/**
 * Reads JSON that nobody vouches for.
 * @throws {ChatError} `bad-request` with the place, when it is damaged, nested too deep, too large, or made to deceive.
 */
export function parseJson(name: string, text: string, limits: Pick<ImportLimits, 'depth' | 'values'>): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw refusal(name, jsonProblem(text, cause), cause)
  }
  const problem = harm(value, limits)
  if (problem !== undefined) throw refusal(name, problem)
  return value
}

function jsonProblem(text: string, cause: unknown): string {
  if (text.trim() === '') return 'it is empty.'
  const said = cause instanceof Error ? cause.message : ''
  if (/unexpected end|unterminated|end of data/i.test(said)) {
    return `it breaks off in the middle, at character ${text.length.toLocaleString('en')}. Save or download it again.`
  }
  const [, place] = /position (\d+)/.exec(said) ?? []
  const where = place === undefined ? '' : ` at character ${(Number(place) + 1).toLocaleString('en')}`
  return `it is not JSON${where}, or it is damaged.`
}

/** Without a recursion, which depth itself would break. */
function harm(root: unknown, { depth, values }: Pick<ImportLimits, 'depth' | 'values'>): string | undefined {
  let level: object[] = isObject(root) ? [root] : []
  let seen = 0
  for (let at = 1; level.length > 0; at += 1) {
    if (at > depth) return `it is nested more than ${depth} levels deep.`
    const next: object[] = []
    for (const one of level) {
      // `JSON.parse` makes it a field like any other; whoever copies fields one by one would change the prototype.
      if (Object.hasOwn(one, '__proto__')) return 'it has a field named “__proto__”, which no honest export holds.'
      for (const field of Object.values(one) as unknown[]) {
        seen += 1
        if (isObject(field)) next.push(field)
      }
      if (seen > values) return `it holds more than ${values.toLocaleString('en')} values.`
    }
    level = next
  }
  return undefined
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
