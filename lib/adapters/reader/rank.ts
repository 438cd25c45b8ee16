import type { Sentence } from './sentences'
import { likeness, wordsOf } from './words'

export type Ranked = { sentence: Sentence; score: number }

// The usual constants of BM25: how soon a repeated word stops counting, and how much a long sentence pays.
const saturation = 1.2
const lengthCost = 0.4
const headingWeight = 0.5
/** What stands just before or after, in the same paragraph, tells what “it” and “he” are. */
const neighbourWeight = 0.35
/** A pasted page is no question: its first words will do. */
const mostTerms = 40
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
  const searched = [...new Set(terms)].slice(0, mostTerms).map((term) => search(term, vocabulary, sentences))
  const wanted = searched.reduce((sum, term) => sum + term.rarity, 0)
  const averageLength = sentences.reduce((sum, { words }) => sum + words.length, 0) / sentences.length

  const ranked: Ranked[] = []
  let answered = false
  const inside = searched.map(({ weights }) => sentences.map(({ words }) => total(words, weights)))
  for (const [index, sentence] of sentences.entries()) {
    const heading = headings.get(sentence.paragraph.heading ?? '') ?? []
    const norm = saturation * (1 - lengthCost + (lengthCost * sentence.words.length) / averageLength)
    let score = 0
    let found = 0
    let count = 0
    for (const [termIndex, { weights, rarity }] of searched.entries()) {
      const own = inside[termIndex]?.[index] ?? 0
      const near = neighbours(sentences, index).reduce((sum, at) => sum + (inside[termIndex]?.[at] ?? 0), 0)
      const above = total(heading, weights)
      const frequency = own + neighbourWeight * near + headingWeight * above
      if (frequency === 0) continue
      score += (rarity * frequency * (saturation + 1)) / (frequency + norm)
      found += rarity * (own > 0 ? 1 : Math.max(near > 0 ? neighbourWeight : 0, above > 0 ? headingWeight : 0))
      if (own > 0) count += 1
    }
    if (score === 0) continue
    const coverage = found / wanted
    const fullness = Math.min(1, sentence.words.length / fullLength)
    ranked.push({ sentence, score: score * (0.3 + 0.7 * coverage) * (0.5 + 0.5 * fullness) })
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

/** The sentences beside this one in its paragraph. */
function neighbours(sentences: readonly Sentence[], index: number): number[] {
  const { paragraph } = sentences[index] ?? {}
  return [index - 1, index + 1].filter((at) => sentences[at]?.paragraph === paragraph)
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
