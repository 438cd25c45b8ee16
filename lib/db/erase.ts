import type { Dexie } from 'dexie'
import { browser } from 'wxt/browser'
import { announceEverything } from './announce'
import { journalPrefix } from './journal'
import { localKeys, removeLocal, writeLocal } from './local-store'
import { mirrorPrefix } from './mirror-key'

/** What is to be gone: all that was asked, read and answered; or keys, presets and settings as well. */
export type Erasure = 'conversations' | 'everything'

/** Where it stands in local storage until nothing is left to erase. */
export const erasureKey = 'erasure'
const erasedKey = 'erased'

/**
 * Notes what is to be erased, and begins with local storage. The next opening of the database does the rest, and whoever
 * calls this has to load Gloss anew: panels, runs and the worker hold in memory what they would write back.
 */
export async function beginErasure(what: Erasure): Promise<void> {
  await writeLocal({ [erasureKey]: what })
  await removeLocal(await keysToErase(what))
}

/** What stands there, as what is to be erased. */
export function erasureOf(stored: unknown): Erasure | undefined {
  return stored === 'conversations' || stored === 'everything' ? stored : undefined
}

/** Erases before anybody reads or writes. What ends this before has it begin anew at the next opening. */
export async function finishErasure(opening: Dexie, what: Erasure, generation: string): Promise<void> {
  await clearTables(opening.backendDB(), what, generation)
  await removeLocal(await keysToErase(what))
  await writeLocal({ generation })
  await browser.storage.session.set({ [erasedKey]: what })
  await removeLocal([erasureKey])
  announceEverything()
}

/** What was erased at this start, told once. */
export async function takeErased(): Promise<Erasure | undefined> {
  const { [erasedKey]: what } = await browser.storage.session.get(erasedKey)
  await browser.storage.session.remove(erasedKey)
  return erasureOf(what)
}

async function keysToErase(what: Erasure): Promise<string[]> {
  const keys = (await localKeys('')).filter((key) => key !== erasureKey)
  if (what === 'everything') return keys
  return keys.filter(
    (key) => key === 'storage-restored' || key.startsWith(mirrorPrefix) || key.startsWith(journalPrefix),
  )
}

/** Not through Dexie, which would read every message to note that it is gone. */
function clearTables(database: IDBDatabase, what: Erasure, generation: string): Promise<void> {
  // Which models a provider has is no word of a conversation.
  const names = [...database.objectStoreNames].filter((name) => what === 'everything' || name !== 'modelLists')
  const transaction = database.transaction(names, 'readwrite')
  for (const name of names) transaction.objectStore(name).clear()
  transaction.objectStore('facts').put({ name: 'generation', value: generation })
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('It was not erased.')))
  })
}
