import { db } from './db'
import { readLocal } from './local-store'
import { mirrorKey } from './mirror-key'
import { mirroredTables, type CopyEntry } from './outbox'

/** Records at a time, as where they are copied. */
const sliceSize = 20

/**
 * Compares what was copied before the browser started with what is copied now, and notes what differs to be copied
 * again. Of browsers that were killed while they wrote much, one in a hundred had lost copies that were
 * acknowledged; unseen, they would be missed on the day on which it loses the database.
 * @param workerStart of this worker: its own copies are not in question.
 */
export async function recheckCopies(workerStart: number): Promise<void> {
  const earlier = await db.copies.filter(({ madeBy }) => madeBy !== workerStart).toArray()
  for (let from = 0; from < earlier.length; from += sliceSize) {
    await recheck(earlier.slice(from, from + sliceSize))
  }
}

async function recheck(entries: CopyEntry[]): Promise<void> {
  const copies = await readLocal(entries.map(mirrorKey))
  await db.transaction('rw', [...mirroredTables, 'outbox', 'copies'], async () => {
    for (const [index, { table, key }] of entries.entries()) {
      const record: unknown = await db.table(table).get(key)
      if (JSON.stringify(record) !== JSON.stringify(copies[index])) await db.outbox.add({ table, key })
    }
    await db.copies.bulkDelete(entries.map(({ table, key }): [string, string | number] => [table, key]))
  })
}
