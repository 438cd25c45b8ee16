import MiniSearch from 'minisearch'

/** A part of a text, to be chosen or left out. */
export type Part = { text: string; /** The heading it stands under. */ title: string; tokens: number }

/** Scripts that put no space between words: there the browser's own dictionary finds them. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u
/** What stands beside an answer is worth this much of it. */
const neighbourWeight = 0.3
const headingWeight = 2

/**
 * The parts that a question is most likely about (BM25), as many as there is room for, as their places in ascending
 * order. Parts beside a good one are better than others. A question that fits none gets parts from all over the text.
 * @param room tokens, by the same measure as the parts'.
 */
export function relevantParts(question: string, parts: readonly Part[], room: number): number[] {
  const scores = withNeighbours(scoresOf(question, parts))
  const found = [...parts.keys()].filter((index) => (scores[index] ?? 0) > 0)
  const order = found.sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0) || one - other)
  const chosen = new Set<number>()
  let left = room
  for (const index of order.length > 0 ? order : spread(parts.length)) {
    const { tokens = 0 } = parts[index] ?? {}
    if (chosen.has(index) || tokens > left) continue
    chosen.add(index)
    left -= tokens
  }
  return [...chosen].sort((one, other) => one - other)
}

function scoresOf(question: string, parts: readonly Part[]): number[] {
  const index = new MiniSearch<{ id: number; text: string; title: string }>({
    fields: ['text', 'title'],
    tokenize: wordsOf,
    processTerm: (term) => term,
  })
  index.addAll(parts.map(({ text, title }, id) => ({ id, text, title })))
  const scores = parts.map(() => 0)
  const hits = index.search(question, {
    tokenize: wordsOf,
    processTerm: (term) => term,
    boost: { title: headingWeight },
    // Words of many languages change at their end.
    prefix: (term) => term.length > 3,
  })
  for (const { id, score } of hits) scores[Number(id)] = score
  return scores
}

function withNeighbours(scores: readonly number[]): number[] {
  return scores.map((score, index) => {
    const beside = Math.max(scores[index - 1] ?? 0, scores[index + 1] ?? 0)
    return score + neighbourWeight * beside
  })
}

/** Every place once, the first and the last first, then those in the middle of what lies between. */
function spread(count: number): number[] {
  const order: number[] = []
  const ranges: [number, number][] = [[0, count - 1]]
  if (count > 0) order.push(0, count - 1)
  for (const [from, to] of ranges) {
    const middle = Math.floor((from + to) / 2)
    if (to - from < 2) continue
    order.push(middle)
    ranges.push([from, middle], [middle, to])
  }
  return order
}

/** The words of a text, folded so that spellings of the same word are equal. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase()
  if (!unspaced.test(plain)) return plain.match(/[\p{L}\p{N}]+/gu) ?? []
  const words: string[] = []
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })
  for (const { segment, isWordLike } of segmenter.segment(plain)) if (isWordLike) words.push(segment)
  return words
}
