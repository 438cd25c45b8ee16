import * as v from 'valibot'
import { browser } from 'wxt/browser'
import type { ImportedRecords } from '../db/import-records'

/** What the last import brought, so that it can be taken back until the browser is closed. */
export type LastImport = ImportedRecords & {
  name: string
  presetIds: string[]
  providerIds: string[]
  actionIds: string[]
}

const storageKey = 'last-import'

const ids = v.array(v.string())
const schema = v.object({
  name: v.string(),
  conversations: v.array(v.object({ id: v.string(), messages: v.number(), characters: v.number() })),
  attachmentIds: ids,
  folderIds: ids,
  presetIds: ids,
  providerIds: ids,
  actionIds: ids,
})

export async function readLastImport(): Promise<LastImport | undefined> {
  const { [storageKey]: kept } = await browser.storage.session.get(storageKey)
  const result = v.safeParse(schema, kept)
  return result.success ? result.output : undefined
}

export async function keepLastImport(last: LastImport | undefined): Promise<void> {
  await browser.storage.session.remove(storageKey)
  if (last === undefined) return
  // Session storage is small: what is too large for it can be taken back only by the page that brought it in.
  await browser.storage.session.set({ [storageKey]: last }).catch(() => undefined)
}
