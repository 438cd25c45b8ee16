import { stemOf } from '../chat/search-words'
import { db } from './db'
import type { SearchNote } from './search-notes'
import { addCounts, packWords, unpackWords } from './search-packed'
import { blockSize, type SearchBlock, type SearchDoc, type SearchPlace, type SearchStem } from './search-records'

/** Records of words written at a time: few enough that the worker is heard in between. */
const writtenAtOnce = 200

type Key = [stem: string, block: number]
type Additions = { key: Key; words: Map<string, Map<number, number>> }

/** What is new to the index, gathered so that each of its records is written once. */
export class SearchBatch {
  #next: number
  readonly #first: number
  readonly #additions = new Map<string, Additions>()
  readonly #places = new Map<number, SearchPlace>()
  readonly #parts = new Map<string, { number: number; prints: Record<string, string> } | undefined>()

  private constructor(next: number) {
    this.#first = next
    this.#next = next
  }

  static async begin(): Promise<SearchBatch> {
    const last = await db.searchBlocks.toCollection().last()
    return new SearchBatch(last ? last.block * blockSize + last.places.length : 0)
  }

  newNumber(): number {
    this.#next += 1
    return this.#next - 1
  }

  /** Says whose number this is, and what is known of it. */
  setPlace(number: number, place: SearchDoc | 'dead'): void {
    this.#places.set(number, place)
  }

  setParts(conversationId: string, parts: { number: number; prints: Record<string, string> } | undefined): void {
    this.#parts.set(conversationId, parts)
  }

  addWords(number: number, counts: ReadonlyMap<string, number>): void {
    const block = Math.floor(number / blockSize)
    for (const [word, count] of counts) {
      const stem = stemOf(word)
      const name = `${block} ${stem}`
      let additions = this.#additions.get(name)
      if (!additions) this.#additions.set(name, (additions = { key: [stem, block], words: new Map() }))
      addCounts(additions.words, word, new Map([[number % blockSize, count]]))
    }
  }

  /**
   * Writes words first, under numbers that nobody has until the end: a death in between leaves numbers without an owner,
   * and notes that are still there.
   */
  async write(notes: readonly SearchNote[], breathe: () => Promise<void>): Promise<void> {
    await this.#reserve()
    const all = [...this.#additions.values()]
    for (let from = 0; from < all.length; from += writtenAtOnce) {
      await writeWords(all.slice(from, from + writtenAtOnce))
      await breathe()
    }
    await this.#settle(notes)
  }

  async #reserve(): Promise<void> {
    if (this.#next === this.#first) return
    await db.transaction('rw', db.searchBlocks, async () => {
      const numbers = Array.from({ length: this.#next - this.#first }, (_, index) => this.#first + index)
      await writePlaces(new Map(numbers.map((number) => [number, 'dead'])))
    })
  }

  #settle(notes: readonly SearchNote[]): Promise<void> {
    return db.transaction('rw', [db.searchBlocks, db.searchParts, db.searchNotes], async () => {
      await writePlaces(this.#places)
      const parts = [...this.#parts]
      await db.searchParts.bulkPut(parts.flatMap(([conversationId, one]) => (one ? [{ conversationId, ...one }] : [])))
      await db.searchParts.bulkDelete(parts.flatMap(([conversationId, one]) => (one ? [] : [conversationId])))
      // What was changed since it was read has another stamp, and is read again.
      const now = await db.searchNotes.bulkGet(notes.map(({ conversationId }) => conversationId))
      const done = notes.filter(({ stamp }, index) => now[index]?.stamp === stamp)
      await db.searchNotes.bulkDelete(done.map(({ conversationId }) => conversationId))
    })
  }
}

async function writePlaces(places: ReadonlyMap<number, SearchPlace>): Promise<void> {
  const numbers = [...places.keys()].sort((one, other) => one - other)
  const byBlock = Map.groupBy(numbers, (number) => Math.floor(number / blockSize))
  const blocks: SearchBlock[] = []
  for (const [block, ofBlock] of byBlock) {
    const known = (await db.searchBlocks.get(block))?.places ?? []
    const changed = [...known]
    for (const number of ofBlock) changed[number % blockSize] = places.get(number) ?? 'dead'
    blocks.push({ block, places: changed })
  }
  await db.searchBlocks.bulkPut(blocks)
}

function writeWords(slice: readonly Additions[]): Promise<void> {
  return db.transaction('rw', db.searchStems, async () => {
    const known = await db.searchStems.bulkGet(slice.map(({ key }) => key))
    const rows = slice.map(({ key: [stem, block], words }, index): SearchStem => {
      const merged = unpackWords(known[index]?.words ?? '')
      for (const [word, added] of words) addCounts(merged, word, added)
      return { stem, block, words: packWords(merged) }
    })
    await db.searchStems.bulkPut(rows)
  })
}
