import { describe, it } from 'vitest'
import type * as nearest from '../../lib/page/quotes/nearest'
import type * as quoteIndex from '../../lib/page/quotes/quote-index'
import { bundled } from './bundled'

const { findNearest } = (await bundled('lib/page/quotes/nearest.ts')) as typeof nearest
const { findQuote, indexText, readQuote } = (await bundled('lib/page/quotes/quote-index.ts')) as typeof quoteIndex

// A snapshot of one megabyte, each paragraph another; the quotes stand at its very end, or not at all.
const paragraph = (number: number) =>
  `## Part ${number}\n\nThe **first hand** made the [book](https://a.example/${number}); the second, in year ${1000 + number}, ` +
  'made it a conversation. It corrects a date, sighs, draws a small pointing finger, and – now and then – writes “false”.\n\n'
const paragraphs = Array.from({ length: 4_700 }, (_, number) => paragraph(number))
const text = paragraphs.join('').slice(0, 1_000_000)
const present = 'the second, in year 5300, made it a conversation. It corrects a date'
const absent = 'the second, in the year 5300, spoiled the conversation that it was'
const index = indexText(text)
const quotes = { present: readQuote(present), absent: readQuote(absent) }

/** Run with `npm run bench`. The floor: one search for words that are not there. */
describe(`a snapshot of ${text.length.toLocaleString('en')} characters`, () => {
  it('and its quotes', async ({ bench }) => {
    await bench.compare(
      bench('the floor: String.indexOf over the whole text', () => void text.indexOf(absent)),
      bench('the text is made ready for its quotes, once', () => void indexText(text)),
      bench('a first quote: the text is made ready, and the quote found near its end', () =>
        void (quotes.present && findQuote(indexText(text), quotes.present))),
      bench('a quote that stands near its end is found', () =>
        void (quotes.present && findQuote(index, quotes.present))),
      bench('a quote that does not stand in it is not', () => void (quotes.absent && findQuote(index, quotes.absent))),
      bench('its nearest passage is found, when asked for', () =>
        void (quotes.absent && findNearest(index, quotes.absent))),
    )
  }, 300_000)
})
