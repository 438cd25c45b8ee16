import { db } from './db'
import { packWords, unpackWords } from './search-packed'
import type { SearchStem } from './search-records'

/** Records of words looked at in one go. */
const sweptAtOnce = 300

/** Removes the words of numbers that nobody has any more. */
export async function sweepDead(breathe: () => Promise<void>): Promise<void> {
  const dead = await deadPlaces()
  if (dead.size === 0) return
  let after: [string, number] = ['', -1]
  for (;;) {
    const rows = await db.searchStems.where('[stem+block]').above(after).limit(sweptAtOnce).toArray()
    const last = rows.at(-1)
    if (!last) break
    after = [last.stem, last.block]
    await sweep(rows, dead)
    await breathe()
  }
  await db.transaction('rw', db.searchBlocks, async () => {
    for (const [block, places] of dead) {
      const row = await db.searchBlocks.get(block)
      if (!row) continue
      const swept = row.places.map((place, index) => (place === 'dead' && places.has(index) ? 'swept' : place))
      await db.searchBlocks.put({ block, places: swept })
    }
  })
}

async function deadPlaces(): Promise<Map<number, Set<number>>> {
  const found = new Map<number, Set<number>>()
  for (const { block, places } of await db.searchBlocks.toArray()) {
    const dead = places.flatMap((place, index) => (place === 'dead' ? [index] : []))
    if (dead.length > 0) found.set(block, new Set(dead))
  }
  return found
}

async function sweep(rows: readonly SearchStem[], dead: ReadonlyMap<number, ReadonlySet<number>>): Promise<void> {
  const changed: SearchStem[] = []
  const emptied: [string, number][] = []
  for (const { stem, block, words } of rows) {
    const gone = dead.get(block)
    if (!gone) continue
    const kept = unpackWords(words)
    for (const [word, counts] of kept) {
      for (const place of counts.keys()) if (gone.has(place)) counts.delete(place)
      if (counts.size === 0) kept.delete(word)
    }
    const left = packWords(kept)
    if (left === '') emptied.push([stem, block])
    else if (left.length !== words.length) changed.push({ stem, block, words: left })
  }
  await db.transaction('rw', db.searchStems, async () => {
    await db.searchStems.bulkPut(changed)
    await db.searchStems.bulkDelete(emptied)
  })
}
