import { browser } from 'wxt/browser'

/**
 * The room of the secrets: a provider's key, and its extra headers that hold one. Only `connection.ts` reads them, and
 * only in the worker; everybody else can set, clear and ask what there is. A secret is bound to the origin it was
 * entered for: it is never sent anywhere else.
 */
export type Secret = {
  value: string
  origin: string
  /** The user said yes to sending it over plain http to a machine that is not this one. */
  plainHttp: boolean
}

export type Secrets = {
  key?: Secret
  /** By name, as it was written. */
  headers: Record<string, Secret>
}

const storageKey = (providerId: string) => `secret:${providerId}`

export async function readSecrets(providerId: string): Promise<Secrets> {
  const name = storageKey(providerId)
  const stored: unknown = (await browser.storage.local.get(name))[name]
  if (typeof stored !== 'object' || stored === null) return { headers: {} }
  const key = 'key' in stored ? secretOf({ ...stored, value: stored.key }) : undefined
  const headers = 'headers' in stored && typeof stored.headers === 'object' ? Object.entries(stored.headers ?? {}) : []
  return {
    ...(key ? { key } : {}),
    headers: Object.fromEntries(
      headers.flatMap(([header, raw]) => {
        const secret = secretOf(raw)
        return secret ? [[header, secret]] : []
      }),
    ),
  }
}

let lastWrite: Promise<unknown> = Promise.resolve()

/** Reads, changes and writes, one at a time: the key and the headers of a provider lie in one item. */
export function changeSecrets(providerId: string, change: (secrets: Secrets) => Secrets): Promise<void> {
  const write = lastWrite.then(async () => {
    const { key, headers } = change(await readSecrets(providerId))
    if (!key && Object.keys(headers).length === 0) return browser.storage.local.remove(storageKey(providerId))
    // The key has lain in an item of this shape from the first version on.
    const stored = { ...(key ? { key: key.value, origin: key.origin, plainHttp: key.plainHttp } : {}), headers }
    return browser.storage.local.set({ [storageKey(providerId)]: stored })
  })
  // A failed write is reported to its own caller; the next one must not inherit it.
  lastWrite = write.catch(() => undefined)
  return write
}

/** Forgets the key and every secret header. */
export function clearSecrets(providerId: string): Promise<void> {
  return changeSecrets(providerId, () => ({ headers: {} }))
}

function secretOf(raw: unknown): Secret | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined
  if (!('value' in raw) || typeof raw.value !== 'string' || raw.value === '') return undefined
  if (!('origin' in raw) || typeof raw.origin !== 'string') return undefined
  return { value: raw.value, origin: raw.origin, plainHttp: 'plainHttp' in raw && raw.plainHttp === true }
}
