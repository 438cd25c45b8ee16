import { normalizeBaseUrl } from '../chat/base-url'
import { ChatError, toErrorInfo } from '../chat/chat-error'
import { headerValueProblem } from '../chat/header'
import type { EnvironmentReport } from '../chat/environment'
import { providerRow, providerRows } from '../providers'

/** What the pasted lines say of one provider. */
export type EnvironmentChange = {
  providerId: string
  key?: string
  baseUrl?: string
  headers: Record<string, string>
}

type Variable = { providerId: string; field: 'key' | 'baseUrl' } | { providerId: string; header: string }

const headerVariables: readonly (readonly [name: string, providerId: string, header: string])[] = [
  ['ANTHROPIC_API_VERSION', 'anthropic', 'anthropic-version'],
  ['OPENROUTER_REFERER', 'openrouter', 'HTTP-Referer'],
  ['OPENROUTER_TITLE', 'openrouter', 'X-OpenRouter-Title'],
]

/** Every name that is understood: those that follow from a provider's id, and those of headers. */
const variables = new Map<string, Variable>([
  ...providerRows
    .filter(({ baseUrl }) => baseUrl !== '')
    .flatMap(({ id, key }): [string, Variable][] => {
      const prefix = id.toUpperCase()
      const addresses = ['URL', 'BASE_URL', 'HOST'].map((suffix): [string, Variable] => [
        `${prefix}_${suffix}`,
        { providerId: id, field: 'baseUrl' },
      ])
      return key === 'none' ? addresses : [[`${prefix}_API_KEY`, { providerId: id, field: 'key' }], ...addresses]
    }),
  ...headerVariables.map(([name, providerId, header]): [string, Variable] => [name, { providerId, header }]),
])

const assignment = /^\s*(?:export\s+|set\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/

/** Reads the lines of an environment file. What is not understood is reported by its line, never by its value. */
export function parseEnvironment(text: string): {
  changes: EnvironmentChange[]
  problems: EnvironmentReport['problems']
} {
  const changes = new Map<string, EnvironmentChange>()
  const problems: EnvironmentReport['problems'] = []
  const seen = new Map<string, number>()
  for (const [index, raw] of text.split(/\r\n?|\n/).entries()) {
    const line = index + 1
    if (raw.trim() === '' || raw.trim().startsWith('#')) continue
    const [, name = '', rest = ''] = assignment.exec(raw) ?? []
    const variable = variables.get(name.toUpperCase())
    const value = unquote(rest)
    if (name === '') problems.push({ line, message: 'This is no line of the form NAME=value.' })
    else if (!variable) problems.push({ line, message: `${name} means nothing to Gloss.` })
    else if (value === '') problems.push({ line, message: `${name} has no value.` })
    else {
      try {
        const change = changes.get(variable.providerId) ?? { providerId: variable.providerId, headers: {} }
        changes.set(variable.providerId, withValue(change, variable, value))
        const earlier = seen.get(name.toUpperCase())
        seen.set(name.toUpperCase(), line)
        if (earlier !== undefined) problems.push({ line: earlier, message: `${name} comes again in line ${line}.` })
      } catch (error) {
        problems.push({ line, message: `${name}: ${toErrorInfo(error).message}` })
      }
    }
  }
  return { changes: [...changes.values()], problems }
}

function withValue(change: EnvironmentChange, variable: Variable, value: string): EnvironmentChange {
  const problem = headerValueProblem(value)
  if (problem !== undefined && !('field' in variable && variable.field === 'baseUrl')) {
    throw new ChatError('bad-request', problem)
  }
  if ('header' in variable) return { ...change, headers: { ...change.headers, [variable.header]: value } }
  if (variable.field === 'key') return { ...change, key: value }
  return { ...change, baseUrl: normalizeBaseUrl(value, providerRow(change.providerId)?.wires[0]) }
}

/** Without the quotes around it, or without the comment behind it. */
function unquote(value: string): string {
  const quoted = /^(["'])(.*)\1\s*(?:#.*)?$/.exec(value)
  return (quoted?.[2] ?? value.replace(/\s+#.*$/, '')).trim()
}
