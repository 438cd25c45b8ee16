import { gap, isDense, isWordUnit, type Folded } from './folded'
import type { Quote, QuoteIndex, Stretch } from './quote-index'

/** Less alike than this, a passage is of no use to somebody who looks for the quote. */
const leastLikeness = 0.5
/** Words of a quote beyond these add nothing to finding it, and each costs. */
const mostWords = 120
/** Places that are looked at closely. */
const mostWindows = 12

type Word = { word: string; start: number; end: number }

/** The stretch that is most like a quote, with how alike they are from 0 to 1; undefined when none is like it. */
export function findNearest(index: QuoteIndex, quote: Quote): (Stretch & { likeness: number }) | undefined {
  const wanted = quote.flatMap(wordsOf).slice(0, mostWords)
  const words = wordsOf(index.folded)
  const counts = new Map(wanted.map(({ word }) => [word, 0]))
  const finds: number[] = []
  for (const [place, { word }] of words.entries()) {
    const count = counts.get(word)
    if (count === undefined) continue
    counts.set(word, count + 1)
    finds.push(place)
  }
  // A word that stands everywhere tells little of where the quote is.
  const weight = (word: string) => 1 / (1 + Math.log1p(counts.get(word) ?? 0))
  let best: (Stretch & { likeness: number }) | undefined
  for (const window of densest(words, finds, weight, Math.ceil(wanted.length * 1.5) + 4)) {
    const aligned = align(
      wanted.map(({ word }) => word),
      words.slice(window.first, window.last + 1).map(({ word }) => word),
    )
    const [first, last] = [words[window.first + aligned.first], words[window.first + aligned.last]]
    const likeness = (2 * aligned.common) / (wanted.length + aligned.last - aligned.first + 1)
    if (!first || !last || likeness < leastLikeness || likeness <= (best?.likeness ?? 0)) continue
    best = { start: first.start, end: last.end, likeness }
  }
  return best
}

/** The words of a folded text in one case; a character each in scripts that do not part words. */
function wordsOf({ text, gaps }: Folded): Word[] {
  const words: Word[] = []
  let start = -1
  const finish = (end: number): void => {
    if (start !== -1) words.push({ word: text.slice(start, end).toLowerCase(), start, end })
    start = -1
  }
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (isWordUnit(unit)) {
      if (gaps[at] !== gap.none) finish(at)
      if (start === -1) start = at
    } else if (unit !== 0x27) {
      finish(at)
      if (isDense(unit)) words.push({ word: text.charAt(at), start: at, end: at + 1 })
    }
  }
  finish(text.length)
  return words
}

type Window = { first: number; last: number; sum: number }

/** The windows of so many words in which the most that is wanted stands, each from a find to a find. */
function densest(
  words: readonly Word[],
  finds: readonly number[],
  weight: (word: string) => number,
  width: number,
): Window[] {
  const inside = new Map<string, number>()
  const windows: Window[] = []
  let sum = 0
  let left = 0
  for (const place of finds) {
    const word = words[place]?.word ?? ''
    const times = inside.get(word) ?? 0
    inside.set(word, times + 1)
    if (times === 0) sum += weight(word)
    for (let first = finds[left] ?? place; place - first >= width; first = finds[left] ?? place) {
      const gone = words[first]?.word ?? ''
      const rest = (inside.get(gone) ?? 1) - 1
      inside.set(gone, rest)
      if (rest === 0) sum -= weight(gone)
      left += 1
    }
    const window = { first: finds[left] ?? place, last: place, sum }
    const before = windows.at(-1)
    // Of those that overlap the best one stands for all.
    if (!before || window.first > before.last) windows.push(window)
    else if (sum > before.sum + 1e-9 || window.first === before.first) windows[windows.length - 1] = window
  }
  return windows.sort((one, other) => other.sum - one.sum).slice(0, mostWindows)
}

/** How many words two lists have in common in the same order, and between which of `there` they stand, closely. */
function align(here: readonly string[], there: readonly string[]): { common: number; first: number; last: number } {
  const { common, last } = follow(here, there)
  // The way back from where they end finds where they begin at the latest.
  const back = follow(here.toReversed(), there.slice(0, last + 1).toReversed())
  return { common, first: last - back.last, last }
}

/** The same, and where in `there` the last of them is; -1 where they have none in common. */
function follow(here: readonly string[], there: readonly string[]): { common: number; last: number } {
  const columns = there.length + 1
  const lengths = new Uint16Array((here.length + 1) * columns)
  for (let row = here.length - 1; row >= 0; row -= 1) {
    for (let column = there.length - 1; column >= 0; column -= 1) {
      lengths[row * columns + column] =
        here[row] === there[column]
          ? (lengths[(row + 1) * columns + column + 1] ?? 0) + 1
          : Math.max(lengths[(row + 1) * columns + column] ?? 0, lengths[row * columns + column + 1] ?? 0)
    }
  }
  let [row, column, last] = [0, 0, -1]
  while (row < here.length && column < there.length) {
    if (here[row] === there[column]) {
      last = column
      row += 1
      column += 1
    } else if ((lengths[(row + 1) * columns + column] ?? 0) >= (lengths[row * columns + column + 1] ?? 0)) row += 1
    else column += 1
  }
  return { common: lengths[0] ?? 0, last }
}
