import { addRecords, removeRecords, type ImportedRecords } from '../db/import-records'
import { sameName, type Folder } from '../chat/conversation'
import { listFolders } from '../db/folders'
import type { Bundle } from './bundle'
import type { Progress } from './export'

/**
 * Adds what was planned, all of it or nothing. Until it is written, the signal takes everything back.
 * @throws {ChatError} when it cannot be stored; the reason of the signal when it is aborted. Then nothing was changed.
 */
export async function carryOut(
  bundles: readonly Bundle[],
  options: { signal?: AbortSignal; onProgress?: (progress: Progress) => void },
): Promise<ImportedRecords> {
  const { folders, idOf } = await foldersFor(bundles)
  return addRecords(
    {
      conversations: bundles.map(({ conversation, folder }) => {
        const folderId = folder === undefined ? undefined : idOf(folder)
        return folderId === undefined ? conversation : { ...conversation, folderId }
      }),
      folders,
      messages: bundles.flatMap(({ messages }) => messages),
      attachments: bundles.flatMap(({ attachments }) => attachments),
    },
    options,
  )
}

/** The folders that are still to be made, and where each name leads: to one that is here where there is one. */
async function foldersFor(bundles: readonly Bundle[]) {
  const here = await listFolders()
  const folders: Folder[] = []
  const idOf = (name: string) => [...here, ...folders].find((folder) => sameName(folder.name, name))?.id
  for (const { folder: name } of bundles) {
    if (name === undefined || idOf(name) !== undefined) continue
    folders.push({ id: crypto.randomUUID(), name, createdAt: Date.now() })
  }
  return { folders, idOf }
}

/** Removes exactly what came in; what was gone on with since stays. Returns how many conversations did. */
export function takeBack(imported: ImportedRecords): Promise<{ kept: number }> {
  return removeRecords(imported)
}
