import type { Dexie } from 'dexie'
import { ChatError } from '../chat/chat-error'
import { noteTrouble, sayRestored } from './condition'
import { db, GlossDatabase, type Fact } from './db'
import { erasureKey, erasureOf, finishErasure } from './erase'
import { readLocal, writeLocal } from './local-store'
import { noteEverything, readMirror } from './mirror'
import { mirroredTables } from './outbox'

const generationKey = 'generation'

/**
 * Checks at every opening that database and second copy belong together, before anybody reads or writes. A browser that
 * was killed may come back with an empty database: local storage then names a generation that the database does not.
 * @param onErased what the reader wanted erased is gone.
 */
export function watchGenerations(createId: () => string, onErased: () => void): void {
  db.on('ready', (opening) => settle(opening, createId, onErased).catch(report), true)
}

// The database is there, if perhaps incomplete: better than none. The next opening tries again.
function report(): void {
  noteTrouble('failing')
}

async function settle(opening: Dexie, createId: () => string, onErased: () => void): Promise<void> {
  const own = ((await opening.table('facts').get('generation')) as Fact | undefined)?.value
  const [copied, begun] = await readLocal([generationKey, erasureKey])
  const erasure = erasureOf(begun)
  if (erasure) {
    await finishErasure(opening, erasure, createId())
    return onErased()
  }
  if (typeof copied === 'string' && copied === own) return
  // A connection of its own: what is brought back needs no copying.
  const plain = new GlossDatabase()
  try {
    if (typeof copied === 'string') await restore(plain, copied, own !== undefined)
    else await beginMirror(plain, own ?? createId())
  } finally {
    plain.close()
  }
}

/** There is no second copy yet: everything is noted as to be copied, and is in the background. */
async function beginMirror(plain: GlossDatabase, generation: string): Promise<void> {
  await plain.transaction('rw', [...mirroredTables, 'outbox', 'facts'], async () => {
    await noteEverything(plain)
    await plain.facts.put({ name: 'generation', value: generation })
  })
  await writeLocal({ [generationKey]: generation })
}

/** Brings everything back. The generation comes last: whatever ends this before, it begins anew, and doubles nothing. */
async function restore(plain: GlossDatabase, generation: string, hadOther: boolean): Promise<void> {
  let conversations = 0
  for await (const slice of readMirror()) {
    for (const { table, record } of slice) {
      // A newer Gloss may have copied tables that this one does not know.
      if (!mirroredTables.includes(table)) continue
      await plain.table(table).put(record)
      if (table === 'conversations') conversations += 1
    }
  }
  if (conversations > 0) await sayRestored({ conversations })
  await plain.transaction('rw', [...mirroredTables, 'outbox', 'facts'], async () => {
    // What another database held beside it has no second copy yet.
    if (hadOther) await noteEverything(plain)
    await plain.facts.put({ name: 'generation', value: generation })
  })
}

/** Whether the worker has still to bring back what this database lost: what is in it is not all there is. */
export async function isUnsettled(): Promise<boolean> {
  if ((await db.facts.get('generation')) !== undefined) return false
  // Where nothing was copied yet nothing can be lost: nobody waits for the worker when Gloss is opened for the first time.
  const [copied] = await readLocal([generationKey])
  return copied !== undefined
}

const openingMs = 8_000

/**
 * Opens the database.
 * @throws {ChatError} `internal` when it cannot be opened, or a newer Gloss wrote it: it is left as it is.
 */
export async function openDatabase(): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  // Another page with an older Gloss can hold it for as long as it likes.
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It did not open in time.')), openingMs)
  })
  try {
    await Promise.race([db.open(), late])
  } catch (cause) {
    if (cause instanceof ChatError) throw cause
    throw new ChatError('internal', 'The browser cannot open the database with your conversations.', {
      cause,
      detail: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause),
    })
  } finally {
    clearTimeout(timer)
  }
}
