import { isSecretHeader } from '../chat/header'
import type { ProviderPatch, ProviderSettings } from '../chat/settings'

export type HeaderChanges = Record<string, string | null>

/** What is set, with a change made to it. */
export function patched(earlier: ProviderSettings, { headers, ...rest }: ProviderPatch): ProviderSettings {
  const fields = Object.entries({ ...earlier, ...rest }).filter(([, value]) => value !== null && value !== undefined)
  const { headers: before, ...others }: ProviderSettings = Object.fromEntries(fields)
  const after = headers === undefined ? before : headers === null ? {} : withHeaders(before ?? {}, headers)
  return { ...others, ...(after && Object.keys(after).length > 0 ? { headers: after } : {}) }
}

/** Headers with changes made to them: null removes one. Upper and lower case are the same name. */
export function withHeaders<Value>(
  headers: Record<string, Value>,
  changes: Record<string, Value | null>,
): Record<string, Value> {
  const changed = new Set(Object.keys(changes).map((name) => name.toLowerCase()))
  const kept = Object.entries(headers).filter(([name]) => !changed.has(name.toLowerCase()))
  const set = Object.entries(changes).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
  return Object.fromEntries([...kept, ...set])
}

/**
 * Parts what goes to the settings from what goes to the room of the secrets. Each header is removed where it does not go:
 * a new value may have turned a plain one into a secret.
 */
export function splitPatch(patch: ProviderPatch): { secretHeaders: HeaderChanges | null; patch: ProviderPatch } {
  if (!patch.headers) return { secretHeaders: patch.headers === null ? null : {}, patch }
  const entries = Object.entries(patch.headers)
  const part = (secret: boolean): HeaderChanges =>
    Object.fromEntries(
      entries.map(([name, value]) => [name, value !== null && isSecretHeader(name, value) === secret ? value : null]),
    )
  return { secretHeaders: part(true), patch: { ...patch, headers: part(false) } }
}
