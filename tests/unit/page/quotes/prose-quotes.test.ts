import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quotesIn, type QuoteSpan } from '../../../../lib/page/quotes/prose-quotes'

const told = (text: string, open = false) => quotesIn(text, open).map(({ from, to }) => text.slice(from, to))
const sure = (text: string) =>
  quotesIn(text, false).flatMap((span) => (span.unsure ? [] : text.slice(span.from, span.to)))

describe('the quotes of a line', () => {
  it.each([
    ['He says “one two” and “three”.', ['one two', 'three']],
    ['He says "one two" and "three".', ['one two', 'three']],
    ['Er sagt „eins zwei“ und „drei“.', ['eins zwei', 'drei']],
    ['Er sagt »eins zwei« und »drei«.', ['eins zwei', 'drei']],
    ['Il dit « un deux » et «trois».', [' un deux ', 'trois']],
    ['Han säger ”ett två” och ”tre”.', ['ett två', 'tre']],
    ['彼は「一二」と『三』と言う。', ['一二', '三']],
    ['他说“一二”和“三”。', ['一二', '三']],
    ['他说"一二"和"三"。', ['一二', '三']],
    ['("one two"), ["three"]—"four"', ['one two', 'three', 'four']],
    ['“one two," he says', ['one two,']],
  ])('%s', (text, quotes) => {
    expect(told(text)).toEqual(quotes)
  })

  it('nest', () => {
    const [outer] = quotesIn('It reads “he said “go” and left” there.', false)
    expect(outer?.inner).toHaveLength(1)
    expect(told('It reads "he said "go" and left" there.')).toEqual(['he said "go" and left'])
    expect(told('It reads „er sagte ‚geh‘ und ging“ dort.')).toEqual(['er sagte ‚geh‘ und ging'])
  })

  it('are not made by apostrophes, inches or years', () => {
    expect(sure("Don’t say it’s the readers’ fault, in the ’90s or the '80s.")).toEqual([])
    expect(sure('A 5" disk and a 3.5" one.')).toEqual([])
    expect(sure('’Twas “so” then')).toEqual(['so'])
  })

  it('in single marks are unsure', () => {
    expect(quotesIn("He says 'one two' and ‘three’.", false).map(({ unsure }) => unsure)).toEqual([true, true])
  })

  it('are not made across a mark that has lost its other', () => {
    expect(told('A "lost mark. Then “one two” here.')).toEqual(['one two'])
    expect(told('Then “one two” and a “lost mark.')).toEqual(['one two'])
  })
})

describe('a line that grows', () => {
  it('never takes back a quote that it has told', () => {
    const piece = fc.constantFrom(
      'one ',
      'two',
      ' ',
      '"',
      '“',
      '”',
      '„',
      '«',
      '»',
      "'",
      '’',
      '(',
      ')',
      ', ',
      '. ',
      '「',
      '」',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        let last: QuoteSpan[] = []
        for (let end = 1; end <= text.length; end += 1) {
          const now = quotesIn(text.slice(0, end), true)
          expect(now.slice(0, last.length).map(({ start, end: to }) => [start, to])).toEqual(
            last.map(({ start, end: to }) => [start, to]),
          )
          last = now
        }
        const whole = quotesIn(text, false)
        expect(whole.slice(0, last.length).map(({ start }) => start)).toEqual(last.map(({ start }) => start))
      }),
      { numRuns: 300 },
    )
  })

  it('does not tell an inner quote before the outer one is known', () => {
    expect(told('It reads “he said “go” and', true)).toEqual([])
    expect(told('It reads "one two"', true)).toEqual([])
    expect(told('It reads "one two" ', true)).toEqual(['one two'])
  })
})
