import { addRecords, removeRecords, type ImportedRecords } from '../db/import-records'
import type { Bundle } from './bundle'
import type { Progress } from './export'

/**
 * Adds what was planned, all of it or nothing. Until it is written, the signal takes everything back.
 * @throws {ChatError} when it cannot be stored; the reason of the signal when it is aborted. Then nothing was changed.
 */
export function carryOut(
  bundles: readonly Bundle[],
  options: { signal?: AbortSignal; onProgress?: (progress: Progress) => void },
): Promise<ImportedRecords> {
  return addRecords(
    {
      conversations: bundles.map(({ conversation }) => conversation),
      messages: bundles.flatMap(({ messages }) => messages),
      attachments: bundles.flatMap(({ attachments }) => attachments),
    },
    options,
  )
}

/** Removes exactly what came in; what was gone on with since stays. Returns how many conversations did. */
export function takeBack(imported: ImportedRecords): Promise<{ kept: number }> {
  return removeRecords(imported)
}
