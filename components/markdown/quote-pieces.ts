import type { CheckedQuote, Quotes } from '../quotes/quote-context'
import { quotesIn, type QuoteSpan } from '../../lib/page/quotes/prose-quotes'
import { inlineText, linkBorders, sliceInline } from './inline-nodes'
import type { MarkdownNode } from './parse'

/** A stretch of a line: a quote, or what stands between two. */
export type QuotePiece = { nodes: readonly MarkdownNode[]; quote?: CheckedQuote }

type Place = { start: number; end: number; quote: CheckedQuote }

/** Stands for code while quotation marks are looked for: a letter as any other. */
const codeLetter = 'x'
const attribution = /^\s*[—–-]{1,2}\s?\S/
const wholeLimit = 8_000
const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' })

/** A line with its quotes. `open`: more of it may follow. */
export function quotedPieces(nodes: readonly MarkdownNode[], quotes: Quotes, open: boolean): QuotePiece[] {
  const text = inlineText(nodes)
  return cutAt(nodes, text, markedQuotes(nodes, text, quotes, open))
}

/** A paragraph that is a quote as a whole. It is one, or each of its sentences is. */
export function blockPieces(nodes: readonly MarkdownNode[], quotes: Quotes): QuotePiece[] {
  const text = inlineText(nodes)
  const start = text.length - text.trimStart().length
  const end = text.trimEnd().length
  const whole = end - start > wholeLimit ? undefined : placeOf(text, start, end, quotes)
  if (whole?.quote.verdict.state === 'found') return cutAt(nodes, text, [whole])
  const marked = markedQuotes(nodes, text, quotes, false)
  if (marked.length > 0 || attribution.test(text)) return cutAt(nodes, text, marked)
  const parts = [...sentences.segment(text)].flatMap(({ segment, index }) => {
    const first = index + segment.length - segment.trimStart().length
    return placeOf(text, first, index + segment.trimEnd().length, quotes) ?? []
  })
  if (parts.some(({ quote }) => quote.verdict.state === 'found')) return cutAt(nodes, text, parts)
  return cutAt(nodes, text, whole ? [whole] : parts)
}

function markedQuotes(nodes: readonly MarkdownNode[], text: string, quotes: Quotes, open: boolean): Place[] {
  const decide = (span: QuoteSpan): Place[] => {
    const place = placeOf(text, span.from, span.to, quotes)
    const inner = (): Place[] => span.inner.flatMap(decide)
    if (!place || (span.unsure && place.quote.verdict.state === 'missing')) return inner()
    const whole = { ...place, start: span.start, end: span.end }
    if (place.quote.verdict.state === 'found') return [whole]
    const better = inner()
    return better.some(({ quote }) => quote.verdict.state === 'found') ? better : [whole]
  }
  return quotesIn(inlineText(nodes, codeLetter), open).flatMap(decide)
}

function placeOf(text: string, start: number, end: number, { checker }: Quotes): Place | undefined {
  if (end <= start) return undefined
  const words = text.slice(start, end)
  const verdict = checker.check(words)
  return verdict.state === 'none' ? undefined : { start, end, quote: { words, verdict } }
}

function cutAt(nodes: readonly MarkdownNode[], text: string, places: readonly Place[]): QuotePiece[] {
  const links = linkBorders(nodes)
  // A link leads where it says: one that a quote begins or ends in stays a link.
  const whole = places.filter(({ start, end }) =>
    links.every((link) => (start <= link.start && end >= link.end) || end <= link.start || start >= link.end),
  )
  if (whole.length === 0) return [{ nodes }]
  const pieces: QuotePiece[] = []
  let at = 0
  for (const { start, end, quote } of whole) {
    pieces.push({ nodes: sliceInline(nodes, at, start, false) })
    pieces.push({ nodes: sliceInline(nodes, start, end, false), quote })
    at = end
  }
  pieces.push({ nodes: sliceInline(nodes, at, text.length, true) })
  return pieces.filter((piece) => piece.nodes.length > 0)
}
