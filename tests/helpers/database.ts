import Dexie from 'dexie'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { db } from '../../lib/db/db'

/** An empty database and empty storages. */
export async function freshStores(): Promise<void> {
  fakeBrowser.reset()
  await db.delete()
  await db.open()
}

/** As the browser does now and then after it was killed. The next opening finds nothing. */
export async function loseDatabase(): Promise<void> {
  db.close()
  await Dexie.delete('gloss')
}

export async function localRecords(prefix: string): Promise<Record<string, unknown>> {
  const all = await fakeBrowser.storage.local.get(null)
  return Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith(prefix)))
}

type Method = (argument: unknown) => Promise<unknown>

/** Puts something in the place of a method of local storage. Returns the way back. */
export function replaceLocal(name: 'get' | 'set' | 'remove', replace: (real: Method) => Method): () => void {
  // The types are the browser's, overloads and callbacks included; what is here takes one argument.
  const area = fakeBrowser.storage.local as unknown as Record<typeof name, Method>
  const real = area[name]
  area[name] = replace((argument) => real.call(area, argument))
  return () => void (area[name] = real)
}
