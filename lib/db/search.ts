import Dexie from 'dexie'
import { stemOf, type SearchTerm } from '../chat/search-words'
import { db } from './db'
import { countAt, eachSought, placeAt } from './search-packed'
import { blockSize, type SearchBlock, type SearchDoc, type SearchStem } from './search-records'

/** BM25 as it is usually set. */
const saturation = 1.2
const lengthShare = 0.75
/** A word that only begins as what is looked for counts for less. */
const openWeight = 0.6

/** Every conversation that the index knows, with what it can be filtered by. */
export type SearchDocs = {
  all: readonly SearchDoc[]
  /** By its number in the index; a number may be nobody's. */
  byNumber: readonly (SearchDoc | undefined)[]
  /** By number: how much a count is worth less for the length of its conversation. */
  dampings: Float32Array
}

export async function readSearchDocs(): Promise<SearchDocs> {
  return searchDocs(await db.searchBlocks.toArray())
}

function searchDocs(blocks: readonly SearchBlock[]): SearchDocs {
  const byNumber: (SearchDoc | undefined)[] = []
  for (const { block, places } of blocks) {
    for (const [index, place] of places.entries()) {
      byNumber[block * blockSize + index] = typeof place === 'object' ? place : undefined
    }
  }
  const all = byNumber.filter((doc) => doc !== undefined)
  const average = all.reduce((sum, { length }) => sum + length, 0) / Math.max(1, all.length)
  const damping = (doc: SearchDoc | undefined) =>
    saturation * (1 - lengthShare + (lengthShare * (doc?.length ?? 0)) / Math.max(1, average))
  return { all, byNumber, dampings: Float32Array.from(byNumber, damping) }
}

/** How many conversations the search has not read yet. */
export function countUnread(): Promise<number> {
  return db.searchNotes.count()
}

/** The ids of the conversations in which every term is found, best first. */
export async function rankConversations(terms: readonly SearchTerm[], docs: SearchDocs): Promise<string[]> {
  if (terms.length === 0) return []
  const rows = await readStems(terms)
  let scores: Float32Array | undefined
  for (const term of terms) {
    const found = scoresFor(term, rows.get(stemOf(term.word)) ?? [], docs)
    scores = scores ? joined(scores, found) : found
  }
  const ranked: { id: string; score: number }[] = []
  for (const [number, doc] of docs.byNumber.entries()) {
    const score = scores?.[number] ?? 0
    if (doc && score > 0) ranked.push({ id: doc.conversationId, score })
  }
  return ranked.sort((one, other) => other.score - one.score).map(({ id }) => id)
}

/** Each file of words once, however many of the terms are in it. */
async function readStems(terms: readonly SearchTerm[]): Promise<Map<string, SearchStem[]>> {
  const stems = [...new Set(terms.map(({ word }) => stemOf(word)))]
  const byStem = db.searchStems.where('[stem+block]')
  const rows = await db.transaction('r', db.searchStems, () =>
    Promise.all(stems.map((stem) => byStem.between([stem, Dexie.minKey], [stem, Dexie.maxKey]).toArray())),
  )
  return new Map(stems.map((stem, index) => [stem, rows[index] ?? []]))
}

/** By number: how well a conversation fits the term, 0 where it does not. */
function scoresFor(term: SearchTerm, rows: readonly SearchStem[], { all, byNumber, dampings }: SearchDocs) {
  const holders = { whole: 0, begun: 0 }
  for (const { words } of rows) {
    eachSought(words, term, (length, from, to) => {
      holders[length === term.word.length ? 'whole' : 'begun'] += to - from
    })
  }
  const rarity = (count: number) => Math.log(1 + (all.length - count + 0.5) / (count + 0.5))
  const wholeWeight = rarity(Math.min(all.length, holders.whole))
  // Words that only begin so are one crowd: which of them is meant nobody knows.
  const begunWeight = rarity(Math.min(all.length, holders.begun)) * openWeight
  const scores = new Float32Array(byNumber.length)
  for (const { block, words } of rows) {
    eachSought(words, term, (length, from, to) => {
      const isWhole = length === term.word.length
      const weight = (isWhole ? wholeWeight : (begunWeight * term.word.length) / length) * (saturation + 1)
      for (let at = from; at < to; at += 1) {
        const number = block * blockSize + placeAt(words, at)
        const count = countAt(words, at)
        const score = (weight * count) / (count + (dampings[number] ?? saturation))
        // Of several words that begin so, the best counts.
        if (score > (scores[number] ?? 0)) scores[number] = score
      }
    })
  }
  return scores
}

function joined(one: Float32Array, other: Float32Array): Float32Array {
  return one.map((score, number) => {
    const more = other[number] ?? 0
    return score > 0 && more > 0 ? score + more : 0
  })
}
