import type { SearchTerm } from '../chat/search-words'
import { blockSize } from './search-records'

/**
 * Words of a block in one text, since the browser reads one long text many times faster than a thousand short lists: a
 * line for each word, and behind a tab one character for each conversation that holds it.
 */
const lineEnd = '\n'
const wordEnd = '\t'
/** From here on characters are numbers: 256 places with a count each, far from line ends and from halves of pairs. */
const firstCode = 0x4000
/** Counts beyond this say no more. */
const highestCount = 15

/** Conversations by their place in the block, and how often each holds the word. */
type Counts = Map<number, number>

export function unpackWords(packed: string): Map<string, Counts> {
  const words = new Map<string, Counts>()
  for (const line of packed.split(lineEnd)) {
    const end = line.indexOf(wordEnd)
    if (end > 0) words.set(line.slice(0, end), countsIn(line, end + 1, line.length))
  }
  return words
}

export function packWords(words: ReadonlyMap<string, Counts>): string {
  // Each line begins with its end, so that a word is found at the beginning of one.
  return [...words].map(([word, counts]) => lineEnd + word + wordEnd + packCounts(counts)).join('')
}

export function addCounts(words: Map<string, Counts>, word: string, added: ReadonlyMap<number, number>): void {
  const counts = words.get(word) ?? new Map<number, number>()
  for (const [place, count] of added) counts.set(place, (counts.get(place) ?? 0) + count)
  words.set(word, counts)
}

function packCounts(counts: Counts): string {
  let packed = ''
  for (const [place, count] of counts) {
    packed += String.fromCharCode(firstCode + Math.min(highestCount, count) * blockSize + place)
  }
  return packed
}

function countsIn(packed: string, from: number, to: number): Counts {
  const counts: Counts = new Map()
  for (let at = from; at < to; at += 1) counts.set(placeAt(packed, at), countAt(packed, at))
  return counts
}

export function placeAt(packed: string, at: number): number {
  return (packed.charCodeAt(at) - firstCode) % blockSize
}

export function countAt(packed: string, at: number): number {
  return Math.floor((packed.charCodeAt(at) - firstCode) / blockSize)
}

/** Calls back with each word that is sought: how long it is, and from where to where its numbers stand. */
export function eachSought(
  packed: string,
  { word, open }: SearchTerm,
  found: (length: number, from: number, to: number) => void,
): void {
  const sought = lineEnd + word + (open ? '' : wordEnd)
  for (let at = packed.indexOf(sought); at !== -1;) {
    const from = packed.indexOf(wordEnd, at) + 1
    const next = packed.indexOf(lineEnd, from)
    const to = next === -1 ? packed.length : next
    found(from - at - 2, from, to)
    // A closed word stands once.
    at = open ? packed.indexOf(sought, to) : -1
  }
}
