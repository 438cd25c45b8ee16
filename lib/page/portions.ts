import { tokensOf } from '../chat/tokens'
import { fenceAfter, linesOf, splitSections } from './split'

/** A stretch of a text that a model reads at once. */
export type Portion = {
  /** Characters of the text, from the first to before the last. */
  from: number
  to: number
  /** The headings in it, or the one that it goes on under; none where the text has no headings. */
  title: string
  /** By the careful guess. */
  tokens: number
}

type Piece = Pick<Portion, 'from' | 'to' | 'tokens'>

/**
 * Cuts a markdown text into portions of at most so many tokens, by the careful guess. Together they are the whole text.
 * Sections stay whole where they fit; a longer one is cut between paragraphs, else between lines, which keeps the rows
 * of a table whole, else between sentences, and only at last inside one.
 */
export function splitPortions(text: string, mostTokens: number): Portion[] {
  const portions: Portion[] = []
  for (const { from, to, title } of splitSections(text)) {
    const last = portions.at(-1)
    const tokens = tokensOf(text.slice(from, to))
    if (last && last.tokens + tokens <= mostTokens) {
      portions[portions.length - 1] = { ...last, to, tokens: last.tokens + tokens, title: joined(last.title, title) }
    } else if (tokens <= mostTokens) portions.push({ from, to, title, tokens })
    else portions.push(...cut(text, { from, to, tokens }, mostTokens).map((piece) => ({ ...piece, title })))
  }
  return portions
}

function joined(one: string, other: string): string {
  const [first = ''] = one.split(' – ')
  if (first === '' || other === '') return first || other
  return `${first} – ${other}`
}

const cutters = [paragraphs, lines, sentences, signs]

/** Pieces of at most so many tokens, cut where it hurts least. */
function cut(text: string, whole: Piece, mostTokens: number, level = 0): Piece[] {
  const cutter = cutters[level]
  if (whole.tokens <= mostTokens || !cutter) return [whole]
  const pieces: Piece[] = []
  for (const from of packed(cutter(text.slice(whole.from, whole.to), mostTokens), whole, text)) {
    const last = pieces.at(-1)
    if (last && last.tokens + from.tokens <= mostTokens) {
      pieces[pieces.length - 1] = { from: last.from, to: from.to, tokens: last.tokens + from.tokens }
    } else pieces.push(...cut(text, from, mostTokens, level + 1))
  }
  return pieces
}

function packed(starts: Iterable<number>, { from, to }: Piece, text: string): Piece[] {
  const places = [...new Set([0, ...starts])].map((start) => from + start)
  return places.map((start, index) => {
    const end = places[index + 1] ?? to
    return { from: start, to: end, tokens: tokensOf(text.slice(start, end)) }
  })
}

/** Where paragraphs begin. A code block is one, whatever blank lines it holds. */
function* paragraphs(text: string): Generator<number> {
  let blank = false
  let openFence: string | undefined
  for (const { from, line } of linesOf(text)) {
    if (blank && openFence === undefined && line.trim() !== '') yield from
    blank = line.trim() === ''
    openFence = fenceAfter(line, openFence)
  }
}

function* lines(text: string): Generator<number> {
  for (const { from } of linesOf(text)) yield from
}

function* sentences(text: string): Generator<number> {
  for (const { index } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text)) yield index
}

/** Places so far apart that what lies between is just short enough; never between the halves of one sign. */
function* signs(text: string, mostTokens: number): Generator<number> {
  let tokens = 0
  let at = 0
  for (const sign of text) {
    const more = tokensOf(sign)
    if (tokens + more > mostTokens && at > 0) {
      yield at
      tokens = 0
    }
    tokens += more
    at += sign.length
  }
}
