import { describe, expect, it } from 'vitest'
import type { TextPlace } from '../../../../lib/chat/attachment'
import { findQuote, indexText, placeAt, rangeOf, readQuote } from '../../../../lib/page/quotes/quote-index'

/** The stretch of the source that a quote is found at. */
function found(source: string, words: string, places: TextPlace[] = []): string | undefined {
  const index = indexText(source, places)
  const quote = readQuote(words)
  const [first, ...rest] = (quote && findQuote(index, quote)) ?? []
  if (!first) return undefined
  const { from, to } = rangeOf(index, { start: first.start, end: rest.at(-1)?.end ?? first.end }, source)
  return source.slice(from, to)
}

describe('a quote is found', () => {
  const page = 'He said: “Don’t go—not yet.” The well-known office was ﬁne… and 3–5 °C cold, naïve soft­hyphen.'
  it.each([
    ['as it stands', 'The well-known office', 'The well-known office'],
    ['with other white space', 'The\n well-known \u00A0office', 'The well-known office'],
    ['with straight quotation marks', 'He said: "Don\'t go—not yet."', 'He said: “Don’t go—not yet'],
    ['with other marks for an inner quote', "He said: 'Don’t go - not yet.'", 'He said: “Don’t go—not yet'],
    ['with another dash', 'Don’t go – not yet', 'Don’t go—not yet'],
    ['with another hyphen', 'well‑known office', 'well-known office'],
    ['with the letters of a ligature', 'office was fine', 'office was ﬁne'],
    ['with dots for an ellipsis', 'was fine... and 3', 'was ﬁne… and 3'],
    ['with another dash between digits', '3-5 °C cold', '3–5 °C cold'],
    ['with an accent apart', 'nai\u0308ve', 'naïve'],
    ['without soft hyphens', 'softhyphen', 'soft­hyphen'],
    ['with a soft hyphen of its own', 'of\u00ADfice was', 'office was'],
    ['with zero-width characters', 'The\u200B well\u2060-known', 'The well-known'],
    ['with a capital at its start', 'Office was fine', 'office was ﬁne'],
    ['with a small letter at its start', 'the well-known office', 'The well-known office'],
    ['with a full stop behind', 'The well-known office.', 'The well-known office'],
    ['with a comma behind', 'The well-known office,', 'The well-known office'],
    ['with full-width letters', 'Ｔｈｅ well-known', 'The well-known'],
  ])('%s', (_, words, stretch) => {
    expect(found(page, words)).toBe(stretch)
  })

  it.each([
    [
      'emphasis',
      'The **first hand** made the _book_.',
      'The first hand made the book',
      'The **first hand** made the _book',
    ],
    ['a link', 'The [first hand](https://a.example/x_(y)) made it.', 'The first hand made it', undefined],
    ['a heading', 'Before.\n\n## The first hand\n\nMade it.', 'The first hand Made it', undefined],
    ['a list', '- The first\n- hand made\n  1. the book', 'The first hand made the book', undefined],
    ['a table', '| The first | hand |\n| --- | :-: |\n| made | it |', 'The first hand made it', undefined],
    ['a quotation', '> The first\n> hand made it', 'The first hand made it', undefined],
    ['code', 'Call `makeBook()` first', 'Call makeBook() first', undefined],
    ['escapes', '1\\. The first \\* hand', 'The first hand', undefined],
    [
      'a picture',
      'The first ![x](https://a.example/p.png)hand and [image: a hand] more',
      'The first hand and more',
      undefined,
    ],
    ['marks of notes', 'The first[[1]](#n1) hand[^note] made[\\[12\\]](#x) it', 'The first hand made it', undefined],
    ['an address in angle brackets', 'At <https://a.example/> the first', 'At https://a.example/ the first', undefined],
  ])('across %s', (_, source, words, stretch) => {
    expect(found(source, words)).toBeDefined()
    if (stretch !== undefined) expect(found(source, words)).toBe(stretch)
  })

  it('across a line end that parts a word', () => {
    expect(found('It was an extraordi-\nnary hand.', 'an extraordinary hand')).toBe('an extraordi-\nnary hand')
  })

  it('in scripts without spaces, whatever space is put between', () => {
    expect(found('吾輩は猫である。\n名前はまだ無い。', '猫である。名前はまだ無い')).toBe('猫である。\n名前はまだ無い')
    expect(found('使用Ollama模型很简单。', '使用 Ollama 模型')).toBe('使用Ollama模型')
  })

  it('with and without vowel points', () => {
    expect(found('السَّلامُ عليكم ورحمة الله', 'السلام عليكم')).toBeDefined()
    expect(found('שָׁלוֹם עֲלֵיכֶם', 'שלום עליכם')).toBeDefined()
  })

  it('where it left words out, in order and near', () => {
    const source = `The first hand, steady and level, made the book. ${'Filler. '.repeat(1000)}The second made it a talk.`
    expect(found(source, 'The first hand … made the book')).toBe('The first hand, steady and level, made the book')
    expect(found(source, 'The first hand [...] made the book')).toBeDefined()
    expect(found(source, 'made the book … The first hand')).toBeUndefined()
    expect(found(source, 'The first hand … The second made it')).toBeUndefined()
  })

  it('across the headings of pages and the times of a transcript', () => {
    const pdf = '## Page 1\n\nA sentence that goes\n\n## Page 2\n\non overleaf.'
    const places = [
      { from: 0, page: 1 },
      { from: pdf.indexOf('## Page 2'), page: 2 },
    ]
    expect(found(pdf, 'A sentence that goes on overleaf', places)).toBeDefined()
    expect(placeAt({ ...indexText(pdf), places }, pdf.indexOf('overleaf'))).toEqual(places[1])
    const talk = '[0:01] We begin and\n[1:02:03] never end.'
    expect(
      found(talk, 'We begin and never end', [
        { from: 0, seconds: 1 },
        { from: 20, seconds: 3723 },
      ]),
    ).toBeDefined()
  })
})

describe('a quote is not found', () => {
  const page = 'It costs 3.5 euros, not 35. The smart is long. See 10-20 and C-3. A therapist spoke. He is not guilty.'
  it.each([
    ['with another number', 'It costs 3.6 euros'],
    ['without its decimal point', 'It costs 35 euros'],
    ['with the hyphen between digits left out', 'See 1020 and'],
    ['that begins inside a word', 'art is long'],
    ['that ends inside a word', 'The smart is lon'],
    ['whose words are parted elsewhere', 'The rapist spoke'],
    ['with a word left out silently', 'He is guilty'],
    ['with a word put in', 'He is surely not guilty'],
    ['with another case inside', 'He is Not guilty'],
    ['with another mark inside', 'It costs 3.5 euros. not 35'],
  ])('%s', (_, words) => {
    expect(found(page, words)).toBeUndefined()
  })

  it('when it holds no word', () => {
    expect(readQuote('… — “”')).toBeUndefined()
    expect(readQuote('')).toBeUndefined()
  })
})
