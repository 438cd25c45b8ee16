import Dexie from 'dexie'
import { isSought, type SearchTerm } from '../chat/search-words'
import { db } from './db'
import { blockSize, stemLength, type SearchBlock, type SearchDoc, type SearchStem } from './search-records'

/** Records read for a word of which only two letters are typed. */
const mostStems = 2_000

/** BM25 as it is usually set. */
const saturation = 1.2
const lengthShare = 0.75
/** A word that only begins as what is looked for counts for less. */
const openWeight = 0.6

/** Every conversation that the index knows, with what it can be filtered by. */
export async function readSearchDocs(): Promise<SearchBlock[]> {
  return db.searchBlocks.toArray()
}

export function docsIn(blocks: readonly SearchBlock[]): SearchDoc[] {
  return blocks.flatMap(({ places }) => places.filter((place) => typeof place === 'object'))
}

/** How many conversations the search has not read yet. */
export function countUnread(): Promise<number> {
  return db.searchNotes.count()
}

export type Ranked = { conversationId: string; score: number }

/** The conversations in which every term is found, best first. */
export async function rankConversations(
  terms: readonly SearchTerm[],
  blocks: readonly SearchBlock[],
): Promise<Ranked[]> {
  if (terms.length === 0) return []
  const rows = await db.transaction('r', db.searchStems, () => Promise.all(terms.map(stemsFor)))
  const places = new Map(blocks.map(({ block, places: all }) => [block, all]))
  const docOf = (number: number): SearchDoc | undefined => {
    const place = places.get(Math.floor(number / blockSize))?.[number % blockSize]
    return typeof place === 'object' ? place : undefined
  }
  const docs = docsIn(blocks)
  const average = docs.reduce((sum, { length }) => sum + length, 0) / Math.max(1, docs.length)
  let scores: Map<number, number> | undefined
  for (const [index, term] of terms.entries()) {
    const found = scoresFor(term, rows[index] ?? [], docOf, { count: docs.length, average })
    scores = scores ? joined(scores, found) : found
  }
  return [...(scores ?? [])]
    .flatMap(([number, score]) => {
      const doc = docOf(number)
      return doc ? [{ conversationId: doc.conversationId, score }] : []
    })
    .sort((one, other) => other.score - one.score)
}

function stemsFor({ word, open }: SearchTerm): Promise<SearchStem[]> {
  const stem = word.slice(0, stemLength)
  const byStem = db.searchStems.where('[stem+block]')
  if (!open || word.length >= stemLength) return byStem.between([stem, Dexie.minKey], [stem, Dexie.maxKey]).toArray()
  return byStem
    .between([stem, Dexie.minKey], [`${stem}\uffff`, Dexie.maxKey])
    .limit(mostStems)
    .toArray()
}

function scoresFor(
  term: SearchTerm,
  rows: readonly SearchStem[],
  docOf: (number: number) => SearchDoc | undefined,
  { count, average }: { count: number; average: number },
): Map<number, number> {
  const entries = new Map<string, number[]>()
  for (const { block, words } of rows) {
    for (const [word, found] of Object.entries(words)) {
      if (!isSought(term, word)) continue
      const all = entries.get(word) ?? []
      for (const entry of found) all.push(block * blockSize * 16 + entry)
      entries.set(word, all)
    }
  }
  const scores = new Map<number, number>()
  for (const [word, found] of entries) {
    const living = found.flatMap((entry) => {
      const number = Math.floor(entry / 16)
      const doc = docOf(number)
      return doc ? [{ number, doc, times: entry % 16 }] : []
    })
    const weight = word === term.word ? 1 : openWeight * (term.word.length / word.length)
    const rarity = Math.log(1 + (count - living.length + 0.5) / (living.length + 0.5))
    for (const { number, doc, times } of living) {
      const bounded = times + saturation * (1 - lengthShare + (lengthShare * doc.length) / average)
      const score = weight * rarity * ((times * (saturation + 1)) / bounded)
      // Of several words that begin so, the best counts.
      if (score > (scores.get(number) ?? 0)) scores.set(number, score)
    }
  }
  return scores
}

function joined(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): Map<number, number> {
  const both = new Map<number, number>()
  for (const [number, score] of one) {
    const more = other.get(number)
    if (more !== undefined) both.set(number, score + more)
  }
  return both
}
