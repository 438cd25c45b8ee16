import { findWords, isSought, longestWord, type FoundWord, type SearchTerm } from './search-words'

/** A piece of a text; `hit` where it is what was looked for. */
export type Segment = { text: string; hit: boolean }

/** Characters of the text around the first hits. */
const snippetLength = 170
/** Characters before the first hit. */
const leadLength = 50
/** Characters beyond which a message is not taken apart as a whole. */
const longMessage = 20_000

type Range = { from: number; to: number; term: SearchTerm }

/** Where the terms stand in a text, in order. */
export function findHits(text: string, terms: readonly SearchTerm[]): Range[] {
  const hits: Range[] = []
  for (const word of findWords(text)) {
    if (word.dense) hits.push(...denseHits(word, terms))
    else {
      const term = terms.find((one) => isSought(one, word.folded.slice(0, longestWord)))
      if (term) hits.push({ from: word.from, to: word.to, term })
    }
  }
  return hits
}

/** In a run without blanks every character counts; where folding changes how many there are, the whole run is marked. */
function denseHits({ from, to, folded }: FoundWord, terms: readonly SearchTerm[]): Range[] {
  const sought = terms.filter(({ word }) => folded.includes(word))
  if (folded.length !== to - from) return sought.slice(0, 1).map((term) => ({ from, to, term }))
  const hits = sought.flatMap((term) =>
    indexesOf(folded, term.word).map((index) => ({ from: from + index, to: from + index + term.word.length, term })),
  )
  return joined(hits.sort((one, other) => one.from - other.from || one.to - other.to))
}

function indexesOf(text: string, part: string): number[] {
  const all: number[] = []
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) all.push(at)
  return all
}

function joined(hits: readonly Range[]): Range[] {
  const all: Range[] = []
  for (const hit of hits) {
    const last = all.at(-1)
    if (last && hit.from <= last.to) last.to = Math.max(last.to, hit.to)
    else all.push({ ...hit })
  }
  return all
}

/** A title with its hits marked. */
export function markedTitle(title: string, terms: readonly SearchTerm[]): Segment[] {
  return segments(title, findHits(title, terms), 0, title.length)
}

/**
 * The sentence around the place where most of the terms stand together; empty where none does.
 * @param near a place where one stands: of a very long message no more is taken apart than what is around it.
 */
export function snippetOf(message: string, terms: readonly SearchTerm[], near = 0): Segment[] {
  const part = message.length > longMessage ? message.slice(Math.max(0, near - 1_000), near + 9_000) : message
  const text = withoutMarks(part)
  const hits = findHits(text, terms)
  // What stands only in an address or a mark is shown as it is written.
  return hits.length > 0 ? around(text, hits) : around(flat(part), findHits(flat(part), terms))
}

function around(text: string, hits: readonly Range[]): Segment[] {
  const best = densest(hits)
  if (!best) return []
  const from = startBefore(text, best.from)
  const to = endAfter(text, Math.max(best.to, from + snippetLength))
  const inside = hits.filter((hit) => hit.from >= from && hit.to <= to)
  const found = segments(text, inside, from, to)
  if (from > 0) found.unshift({ text: '…', hit: false })
  if (to < text.length) found.push({ text: '…', hit: false })
  return found
}

/** The hit from which on most different terms follow within a snippet. */
function densest(hits: readonly Range[]): Range | undefined {
  let best: Range | undefined
  let most = 0
  for (const [index, hit] of hits.entries()) {
    const near = new Set<string>()
    for (let at = index; at < hits.length; at += 1) {
      const other = hits[at]
      if (!other || other.to - hit.from > snippetLength - leadLength) break
      near.add(other.term.word)
    }
    if (near.size > most) [best, most] = [hit, near.size]
  }
  return best ?? hits[0]
}

function startBefore(text: string, hit: number): number {
  const lead = text.slice(Math.max(0, hit - leadLength), hit)
  const sentence = Math.max(
    ...['. ', '! ', '? ', '。', '！', '？'].map((end) => lead.lastIndexOf(end) + end.length - 1),
  )
  const offset = hit - lead.length
  if (/[.!?。！？]/.test(lead) && sentence > 0) return offset + sentence + (lead[sentence] === ' ' ? 1 : 0)
  if (offset === 0) return 0
  const space = lead.indexOf(' ')
  return offset + space + 1
}

function endAfter(text: string, end: number): number {
  if (end >= text.length) return text.length
  const space = text.lastIndexOf(' ', end)
  return space > end - 30 ? space : end
}

function segments(text: string, hits: readonly Range[], from: number, to: number): Segment[] {
  const all: Segment[] = []
  let at = from
  for (const hit of hits) {
    if (hit.from > at) all.push({ text: text.slice(at, hit.from), hit: false })
    all.push({ text: text.slice(hit.from, hit.to), hit: true })
    at = hit.to
  }
  if (at < to) all.push({ text: text.slice(at, to), hit: false })
  return all
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Words without the signs of markdown, and links without their addresses. */
function withoutMarks(markdown: string): string {
  return flat(
    markdown
      .replace(/!?\[([^\]\n]{0,500})\]\([^)\s]{0,2000}\)/g, '$1')
      .replace(/^[ \t]{0,3}(#{1,6}|>|[-*+]|\d{1,4}[.)])[ \t]+/gm, '')
      .replace(/^[ \t]{0,3}(```|~~~).*$/gm, '')
      .replace(/(\*\*|__|~~|`)/g, ''),
  )
}
