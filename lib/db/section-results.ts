import type { SectionResult } from '../chat/section-result'
import { db } from './db'
import { stored } from './storage-error'

/** Results beyond these are forgotten, oldest first: a lost one costs a question, not an answer. */
const keptResults = 2_000

/** Those of the keys that there is a result for. */
export async function getSectionResults(keys: readonly string[]): Promise<Map<string, SectionResult>> {
  const rows = await db.sectionResults.bulkGet([...keys])
  return new Map(rows.flatMap((row) => (row ? [[row.key, row]] : [])))
}

export function saveSectionResult(result: SectionResult): Promise<unknown> {
  return stored(() =>
    db.transaction('rw', db.sectionResults, async () => {
      await db.sectionResults.put(result)
      const old = await db.sectionResults.orderBy('createdAt').reverse().offset(keptResults).primaryKeys()
      if (old.length > 0) await db.sectionResults.bulkDelete(old)
    }),
  )
}
