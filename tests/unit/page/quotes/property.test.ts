import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findQuote, indexText, rangeOf, readQuote } from '../../../../lib/page/quotes/quote-index'

const scripts = [
  'the a of margin gloss scribe’s well-known office reader wrote 1819 3.5 “tongue” née Straße ﬁrst',
  'der die Übermut Fußnote Straße „Rand“ größer 12–14 Anmerkung',
  'пометка на полях читателя «книга» ёлка',
  'قارئ كتب على الهامش النص',
  '읽는 사람 여백 글자 주석',
].map((words) => words.split(' '))
const word = fc
  .constantFrom(...scripts)
  .chain((words) => fc.array(fc.constantFrom(...words), { minLength: 4, maxLength: 14 }))

const linePrefix = fc.constantFrom('', '', '', '- ', '> ', '1. ', '## ')
/** A page as markdown. Numbers make each sentence one that stands nowhere else. */
const page = fc
  .array(fc.tuple(linePrefix, word, fc.constantFrom('', '', '**', '_')), { minLength: 2, maxLength: 12 })
  .map((lines) =>
    lines
      .map(([prefix, words, mark], line) => {
        const marked = words.map((one, at) => (at === 1 && mark !== '' ? `${mark}${one}${mark}` : one))
        return `${prefix}Line${line}x ${marked.join(' ')} end${line}x.`
      })
      .join('\n\n'),
  )

type Noise = (text: string) => string
const noises: Noise[] = [
  (text) => text.replace(/\s+/g, ' '),
  (text) => text.replace(/ /g, '\u00A0 '),
  (text) => text.replace(/ /g, '\n'),
  (text) => text.replace(/[“”„«»]/g, '"').replace(/’/g, "'"),
  (text) => text.replace(/[–-]/g, '‑'),
  (text) => text.replace(/(\p{L})(\p{L})/u, '$1\u00AD$2'),
  (text) => text.replace(/(\p{L})(\p{L})/gu, '$1\u200B$2'),
  (text) => text.replace(/fi/g, 'ﬁ'),
  (text) => text.normalize('NFD'),
  (text) => text.normalize('NFC'),
  (text) => `${text},`,
  (text) => `… ${text}`,
]

/** What a reader sees of the markdown that `page` writes. */
const seen = (markdown: string) => markdown.replace(/^(?:- |> |1\. |## )/gm, '').replace(/\*\*|(?<=\s)_|_(?=\s)/g, '')

// The first look at each letter costs, and these look at all there are.
describe('any stretch of a page, whatever was done to its white space, marks and letters', { timeout: 60_000 }, () => {
  it('is found where it stands', () => {
    fc.assert(
      fc.property(
        page,
        fc.nat(),
        fc.nat(),
        fc.array(fc.constantFrom(...noises), { maxLength: 4 }),
        (text, a, b, noise) => {
          const index = indexText(text)
          const starts = [...text.matchAll(/Line\d+x/g)]
          const line = starts[a % starts.length]
          if (!line) return
          const end = text.indexOf('x.', line.index + 6) + 1
          const rest = text.slice(line.index, end)
          const words = rest.split(' ')
          const length = 3 + (b % Math.max(1, words.length - 2))
          const stretch = words.slice(0, length).join(' ')
          const quote = readQuote(noise.reduce((one, mangle) => mangle(one), seen(stretch)))
          const [first] = (quote && findQuote(index, quote)) ?? []
          expect(first, stretch).toBeDefined()
          if (first) expect(rangeOf(index, first, text).from).toBe(line.index)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('is not found once a word of it is another', () => {
    fc.assert(
      fc.property(page, fc.nat(), (text, a) => {
        const starts = [...text.matchAll(/Line\d+x/g)]
        const line = starts[a % starts.length]
        if (!line) return
        const words = seen(text.slice(line.index, text.indexOf('x.', line.index + 6) + 1)).split(' ')
        words[1 + (a % (words.length - 2))] = 'invented'
        const quote = readQuote(words.join(' '))
        expect(quote && findQuote(indexText(text), quote)).toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })

  it('is looked up in any text without a failure', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ unit: 'binary', maxLength: 40 }),
        (text, words) => {
          const index = indexText(text)
          expect(index.folded.from).toHaveLength(index.folded.text.length)
          const quote = readQuote(words)
          if (quote) findQuote(index, quote)
        },
      ),
    )
  })
})

describe('text that is made to hurt', () => {
  const size = 200_000
  it.each(['[', '](', '![', '<a', '> ', '- ', '|', '|-', '[\\', '`', '#', '" ', '… ', ' ', '\n', '- [', '1. '])(
    'is read in one pass: %j',
    (piece) => {
      const text = piece.repeat(size / piece.length)
      expect(indexText(text).folded.text.length).toBeLessThanOrEqual(size * 3)
    },
  )
})
