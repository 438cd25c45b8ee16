import { browser } from 'wxt/browser'

/**
 * The room of the keys. Only `connection.ts` reads one, and only in the worker; everybody else can set, clear and ask
 * whether there is one. A key is bound to the origin it was entered for: it is never sent anywhere else.
 */
export type Secret = {
  key: string
  origin: string
  /** The user said yes to sending it over plain http to a machine that is not this one. */
  plainHttp: boolean
}

const storageKey = (providerId: string) => `secret:${providerId}`

export async function setSecret(providerId: string, secret: Secret): Promise<void> {
  await browser.storage.local.set({ [storageKey(providerId)]: secret })
}

export async function clearSecret(providerId: string): Promise<void> {
  await browser.storage.local.remove(storageKey(providerId))
}

/** The origin a stored key is bound to, or undefined when there is no key. */
export async function secretOrigin(providerId: string): Promise<string | undefined> {
  return (await readSecret(providerId))?.origin
}

export async function readSecret(providerId: string): Promise<Secret | undefined> {
  const name = storageKey(providerId)
  const stored: unknown = (await browser.storage.local.get(name))[name]
  if (typeof stored !== 'object' || stored === null) return undefined
  if (!('key' in stored) || typeof stored.key !== 'string' || stored.key === '') return undefined
  if (!('origin' in stored) || typeof stored.origin !== 'string') return undefined
  return { key: stored.key, origin: stored.origin, plainHttp: 'plainHttp' in stored && stored.plainHttp === true }
}
