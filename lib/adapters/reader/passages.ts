import type { Ranked } from './rank'
import { textOf, type Sentence } from './sentences'

/** Neighbouring sentences quoted together: `sentences` stand one after the other in one paragraph. */
export type Passage = { sentences: [Sentence, ...Sentence[]]; score: number }

const mostSentences = 10
/** A sentence this much worse than the best one is not worth quoting. */
const leastShare = 0.5

/** The best sentences as passages, the best first: those that stand side by side become one. */
export function passagesOf(ranked: readonly Ranked[], sentences: readonly Sentence[], most: number): Passage[] {
  const best = ranked[0]?.score ?? 0
  const scores = new Map<Sentence, number>()
  const said = new Set<string>()
  for (const { sentence, score } of ranked) {
    if (scores.size === mostSentences || score < best * leastShare) break
    // A page that was attached twice says everything twice.
    const text = textOf(sentence)
    if (!said.has(text)) scores.set(sentence, score)
    said.add(text)
  }
  const passages: Passage[] = []
  let previous: Sentence | undefined
  for (const sentence of sentences) {
    const score = scores.get(sentence)
    const last = passages.at(-1)
    if (
      score !== undefined &&
      last &&
      last.sentences.at(-1) === previous &&
      previous?.paragraph === sentence.paragraph
    ) {
      last.sentences.push(sentence)
      last.score = Math.max(last.score, score)
    } else if (score !== undefined) passages.push({ sentences: [sentence], score })
    previous = sentence
  }
  return passages.sort((one, other) => other.score - one.score).slice(0, most)
}
