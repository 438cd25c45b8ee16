import { isFunctionWord } from './question'
import { textOf, type Sentence } from './sentences'
import { wordsOf } from './words'

const fewest = 5
const most = 7
const shortest = 4
const sameness = 0.5

/**
 * The sentences that say most of what the whole says, in page order: those whose words recur throughout, spread over
 * the sections, none saying what another one said.
 */
export function summarize(sentences: readonly Sentence[]): Sentence[] {
  const wanted = Math.min(most, Math.max(fewest, Math.round(Math.sqrt(sentences.length) / 1.5)))
  if (sentences.length <= wanted) return [...sentences]
  const weights = wordWeights(sentences)
  const names = new Map<string, Set<string>>()
  const ranked = sentences
    .map((sentence, index) => ({
      sentence,
      index,
      score: central(sentence, weights) * placed(sentences, index, names),
    }))
    .sort((one, other) => other.score - one.score)
  const sections = new Set(sentences.map(({ paragraph }) => paragraph.section)).size
  const perSection = Math.max(1, Math.ceil(wanted / sections))
  const chosen: typeof ranked = []
  const taken = new Map<number, number>()
  // First a fair share for each section; what then is missing comes from wherever it is best.
  for (const share of [perSection, wanted]) {
    for (const candidate of ranked) {
      if (chosen.length === wanted) break
      const { section } = candidate.sentence.paragraph
      const count = taken.get(section) ?? 0
      if (
        count >= share ||
        chosen.some((other) => other === candidate || alike(other.sentence, candidate.sentence, weights))
      )
        continue
      chosen.push(candidate)
      taken.set(section, count + 1)
    }
  }
  return chosen.sort((one, other) => one.index - other.index).map(({ sentence }) => sentence)
}

/** The words a text is about, the weightiest first. */
export function topicsOf(sentences: readonly Sentence[], count: number): string[] {
  const weights = [...wordWeights(sentences)].sort(([, one], [, other]) => other - one)
  return weights.slice(0, count).map(([word]) => word)
}

/** A word weighs by how often it is said; little words weigh nothing. */
function wordWeights(sentences: readonly Sentence[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { words } of sentences) {
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  // What stands in every other sentence of a long text is grammar, whatever the language.
  const common = sentences.length >= 12 ? sentences.length * 0.4 : Infinity
  const weights = new Map<string, number>()
  for (const [word, count] of counts) {
    if (count < common && !isFunctionWord(word)) weights.set(word, Math.log(1 + count))
  }
  return weights
}

function central({ words }: Sentence, weights: ReadonlyMap<string, number>): number {
  if (words.length < shortest) return 0
  let sum = 0
  for (const word of new Set(words)) sum += weights.get(word) ?? 0
  return sum / Math.sqrt(words.length + 8)
}

/** Writers put what matters first, and a question or a line that ends open is no summary. */
function placed(sentences: readonly Sentence[], index: number, names: Map<string, Set<string>>): number {
  const sentence = sentences[index]
  if (!sentence) return 0
  const { paragraph, document } = sentence
  const opening = sentences[index - 1]?.paragraph.section !== paragraph.section
  const open = /[?？؟:：…]$/u.test(textOf(sentence))
  const name = `${paragraph.heading ?? ''} ${document.title}`
  const nameWords = names.get(name) ?? new Set(wordsOf(name, document.language).filter((word) => !isFunctionWord(word)))
  names.set(name, nameWords)
  const named = sentence.words.some((word) => nameWords.has(word))
  return (index < 3 ? 1.3 : 1) * (opening ? 1.25 : 1) * (named ? 1.15 : 1) * (open ? 0.5 : 1)
}

/** Whether one sentence says mostly what the other says, by the words that carry weight. */
function alike(one: Sentence, other: Sentence, weights: ReadonlyMap<string, number>): boolean {
  const words = new Set(one.words.filter((word) => weights.has(word)))
  const others = new Set(other.words.filter((word) => weights.has(word)))
  let shared = 0
  for (const word of others) if (words.has(word)) shared += 1
  return shared > sameness * Math.max(1, Math.min(words.size, others.size))
}
