import { browser } from 'wxt/browser'
import { keysUnder } from '../chat/stored-under'
import { stored } from './storage-error'

/**
 * Records in local storage, each as JSON: the browser would turn a lone surrogate into U+FFFD, and JSON writes it as an
 * escape.
 * @throws {ChatError} `storage-full` or `internal`; then nothing of it was stored.
 */
export function writeLocal(records: Record<string, unknown>): Promise<void> {
  const items = Object.fromEntries(Object.entries(records).map(([key, record]) => [key, JSON.stringify(record)]))
  return stored(() => browser.storage.local.set(items))
}

export async function removeLocal(keys: string[]): Promise<void> {
  if (keys.length > 0) await stored(() => browser.storage.local.remove(keys))
}

/** Every key that begins so, without reading what it holds. */
export function localKeys(prefix: string): Promise<string[]> {
  return keysUnder(browser.storage.local, prefix)
}

/** What the keys hold, in their order; what cannot be read is undefined. */
export async function readLocal(keys: string[]): Promise<unknown[]> {
  const items = await browser.storage.local.get(keys)
  return keys.map((key) => parse(items[key]))
}

function parse(item: unknown): unknown {
  if (typeof item !== 'string') return undefined
  try {
    return JSON.parse(item)
  } catch {
    // One damaged record must not keep the others from being read.
    return undefined
  }
}
