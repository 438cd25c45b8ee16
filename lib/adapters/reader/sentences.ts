import type { RequestDocument } from '../../chat/request'
import { paragraphsOf, type Paragraph } from './paragraphs'
import { segmenter, wordsOf } from './words'

/** A sentence with its place: `paragraph.text.slice(start, end)` is it, word for word. */
export type Sentence = {
  document: RequestDocument
  paragraph: Paragraph
  start: number
  end: number
  words: string[]
}

const longest = 600
const longestAbbreviation = 12
const abbreviation =
  /(^|[\s(„“"])((dr|mr|mrs|ms|prof|st|no|nr|fig|vs|ca|al|vol|pp?|bzw|usw|etc|inc|ltd|co|jr|sr|approx|e\.\s?g|i\.\s?e|z\.\s?b|d\.\s?h|u\.\s?a)\.)\s*$/i
const initial = /(^|[\s(.„“"])\p{Script=Latin}\.\s*$/u

export function textOf(sentence: Sentence): string {
  return sentence.paragraph.text.slice(sentence.start, sentence.end)
}

/** The sentences of a document in their order. Yields between paragraphs, so that a long one can be read in turns. */
export function* sentencesOf(document: RequestDocument): Generator<Sentence> {
  for (const paragraph of paragraphsOf(document.text)) {
    for (const [start, end] of spansOf(paragraph.text, document.language)) {
      const words = wordsOf(paragraph.text.slice(start, end), document.language)
      if (words.length > 0) yield { document, paragraph, start, end, words }
    }
  }
}

/** Where the sentences of a paragraph begin and end, without the space around them. */
export function spansOf(text: string, language?: string): [number, number][] {
  const spans: [number, number][] = []
  let start = 0
  for (const { segment, index } of segmenter('sentence', language).segment(text)) {
    const end = index + segment.length
    const ending = text.slice(Math.max(start, end - longestAbbreviation), end)
    if (end < text.length && (abbreviation.test(ending) || initial.test(ending))) continue
    spans.push(...pieces(text, start, end))
    start = end
  }
  if (start < text.length) spans.push(...pieces(text, start, text.length))
  return spans
}

/** A text without full stops, such as a transcript, is cut at spaces. */
function pieces(text: string, start: number, end: number): [number, number][] {
  const spans: [number, number][] = []
  let from = start
  while (end - from > longest) {
    const space = text.lastIndexOf(' ', from + longest)
    const cut = space > from ? space : from + longest
    spans.push(trimmed(text, from, cut))
    from = cut
  }
  spans.push(trimmed(text, from, end))
  return spans.filter(([first, last]) => last > first)
}

function trimmed(text: string, start: number, end: number): [number, number] {
  const part = text.slice(start, end)
  const from = start + part.length - part.trimStart().length
  return [from, from + part.trim().length]
}
