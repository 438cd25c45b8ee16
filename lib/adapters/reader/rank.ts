import type { Sentence } from './sentences'
import { likeness, wordsOf } from './words'

export type Ranked = { sentence: Sentence; score: number }

// The usual constants of BM25: how soon a repeated word stops counting, and how much a long sentence pays.
const saturation = 1.2
const lengthCost = 0.4
const headingWeight = 0.5
/** With fewer words than this a sentence says little by itself, such as “He did.” */
const fullLength = 8
/** Less of the question than this in every sentence is chance, not an answer: by how telling its words are, or by count. */
const leastCoverage = 0.3
const leastShare = 0.5

type Term = { weights: Map<string, number>; rarity: number }

/**
 * The sentences that speak of the terms, the best first (BM25 over sentences; a heading counts for what is under it).
 * None, when `demanding`, where no sentence speaks of enough of them.
 */
export function rank(terms: readonly string[], sentences: readonly Sentence[], demanding: boolean): Ranked[] {
  if (terms.length === 0 || sentences.length === 0) return []
  const headings = headingWords(sentences)
  const vocabulary = new Set<string>()
  for (const { words } of sentences) for (const word of words) vocabulary.add(word)
  for (const words of headings.values()) for (const word of words) vocabulary.add(word)
  const searched = [...new Set(terms)].map((term) => search(term, vocabulary, sentences))
  const wanted = searched.reduce((sum, term) => sum + term.rarity, 0)
  const averageLength = sentences.reduce((sum, { words }) => sum + words.length, 0) / sentences.length

  const ranked: Ranked[] = []
  let answered = false
  for (const sentence of sentences) {
    const heading = headings.get(sentence.paragraph.heading ?? '') ?? []
    const norm = saturation * (1 - lengthCost + (lengthCost * sentence.words.length) / averageLength)
    let score = 0
    let found = 0
    let count = 0
    for (const { weights, rarity } of searched) {
      const inside = total(sentence.words, weights)
      const frequency = inside + headingWeight * total(heading, weights)
      if (frequency === 0) continue
      score += (rarity * frequency * (saturation + 1)) / (frequency + norm)
      found += inside > 0 ? rarity : rarity * headingWeight
      if (inside > 0) count += 1
    }
    if (score === 0) continue
    const coverage = found / wanted
    const fullness = Math.min(1, sentence.words.length / fullLength)
    ranked.push({ sentence, score: score * (0.5 + 0.5 * coverage) * (0.5 + 0.5 * fullness) })
    answered ||= coverage >= leastCoverage || count / searched.length >= leastShare
  }
  return answered || !demanding ? ranked.sort((one, other) => other.score - one.score) : []
}

/** The words that count as this term, and how rare a find it is. */
function search(term: string, vocabulary: ReadonlySet<string>, sentences: readonly Sentence[]): Term {
  const weights = new Map<string, number>()
  for (const word of vocabulary) {
    const weight = likeness(term, word)
    if (weight > 0) weights.set(word, weight)
  }
  const having = sentences.filter(({ words }) => words.some((word) => weights.has(word))).length
  return { weights, rarity: Math.log(1 + (sentences.length - having + 0.5) / (having + 0.5)) }
}

function total(words: readonly string[], weights: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const word of words) sum += weights.get(word) ?? 0
  return sum
}

function headingWords(sentences: readonly Sentence[]): Map<string, string[]> {
  const words = new Map<string, string[]>()
  for (const { paragraph, document } of sentences) {
    const { heading } = paragraph
    if (heading !== undefined && !words.has(heading)) words.set(heading, wordsOf(heading, document.language))
  }
  return words
}
