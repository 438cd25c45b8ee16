import { headerNameProblem, headerValueProblem, isSecretHeader } from '../../lib/chat/header'
import type { HeaderStatus, ProviderStatus } from '../../lib/chat/provider-status'

/** One extra header as the form has it. What is typed as its value stays in its field. */
export type HeaderRow = {
  id: string
  name: string
  /** How the worker knows it; absent for a row that was added, or that is only offered. */
  saved?: HeaderStatus
  /** The name is given, since the provider is known to understand it. */
  offered: boolean
  /** A saved secret is about to be replaced. */
  replacing?: true
}

/** The headers that are set, then those the provider offers besides. */
export function headerRows({ headers: { set, offered } }: ProviderStatus): HeaderRow[] {
  const known = (name: string, names: readonly string[]) =>
    names.some((one) => one.toLowerCase() === name.toLowerCase())
  const saved = set.map((header): HeaderRow => ({
    id: `saved-${header.name.toLowerCase()}`,
    name: header.name,
    saved: header,
    offered: known(header.name, offered),
  }))
  const names = set.map(({ name }) => name)
  const open = offered
    .filter((name) => !known(name, names))
    .map((name): HeaderRow => ({ id: `offered-${name.toLowerCase()}`, name, offered: true }))
  return [...saved, ...open]
}

/** Whether a row shows that a secret is there, instead of a field to enter one. */
export function isKept({ saved, replacing }: HeaderRow): boolean {
  return saved !== undefined && saved.value === undefined && saved.boundTo === undefined && !replacing
}

export type HeaderProblem = { name?: string; value?: string }

/**
 * What is to be changed, by name, and what is wrong, by row. `valueOf` reads a row's field; undefined where it has none yet.
 * An empty field takes a plain header away and leaves a secret alone, as nobody can see what is in it.
 */
export function checkHeaders(
  rows: readonly HeaderRow[],
  { headers: { set, rules } }: ProviderStatus,
  valueOf: (row: HeaderRow) => string | undefined,
): { changes: Record<string, string | null>; problems: Record<string, HeaderProblem> } {
  const changes = new Map<string, string | null>()
  const problems: Record<string, HeaderProblem> = {}
  const kept = new Set(rows.map(({ saved }) => saved?.name))
  for (const { name } of set) if (!kept.has(name)) changes.set(name, null)
  const seen = new Set<string>()
  for (const row of rows) {
    const name = row.name.trim()
    const value = (valueOf(row) ?? row.saved?.value ?? '').trim()
    const own = row.saved === undefined && !row.offered
    if (own && name === '' && value === '') continue
    const twice = seen.has(name.toLowerCase()) ? `${name} is there twice.` : undefined
    seen.add(name.toLowerCase())
    const problem = {
      ...namedProblem('name', own ? (headerNameProblem(name, rules) ?? twice) : undefined),
      ...namedProblem('value', value !== '' || own ? headerValueProblem(value) : undefined),
    }
    if (Object.keys(problem).length > 0) problems[row.id] = problem
    else if (value !== '' && value !== row.saved?.value) changes.set(name, value)
    else if (value === '' && row.saved?.value !== undefined && !row.saved.isDefault) changes.set(name, null)
  }
  return { changes: Object.fromEntries(changes), problems }
}

/** Whether the value of a row is hidden while it is typed: by its name, or as the successor of a secret. */
export function isSecretRow({ name, saved }: HeaderRow): boolean {
  return isSecretHeader(name) || (saved !== undefined && saved.value === undefined)
}

function namedProblem(field: keyof HeaderProblem, sentence: string | undefined): HeaderProblem {
  return sentence === undefined ? {} : { [field]: sentence }
}
