import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SpokenUnits } from '../../../components/announce/spoken-units'

/** What is said when a text comes in these pieces. */
function said(...pieces: string[]): string[][] {
  const units = new SpokenUnits()
  let text = ''
  return [...pieces.map((piece) => units.update((text += piece), false)), units.update(text, true)]
}

describe('what is said of a growing answer', () => {
  it('is whole sentences, and the rest at the end', () => {
    expect(said('The scri', 'bes wrote. They al', 'so drew', ' hands')).toEqual([
      [],
      ['The scribes wrote.'],
      [],
      [],
      ['They also drew hands'],
    ])
  })

  it('is each entry of a list when its line has ended', () => {
    expect(said('- one **bold** w', 'ord\n- tw', 'o\n')).toEqual([[], ['one bold word'], [], ['two']])
    expect(said('1. one, over\n   two lines\n2. ', 'two\n\n', 'Rest')).toEqual([
      ['1: one, over two lines'],
      ['2: two'],
      [],
      ['Rest'],
    ])
  })

  it('does not end where only a line ends', () => {
    expect(said('A sentence that goes\n', 'on over lines. And\n', 'so on.\n\n')).toEqual([
      [],
      ['A sentence that goes on over lines.'],
      ['And so on.'],
      [],
    ])
  })

  it('names code and tables once they are whole', () => {
    expect(said('```ts\nconst a = 1. \n', 'const b = 2\n', '```\nDone. ')).toEqual([
      [],
      [],
      ['Code in ts, 2 lines.', 'Done.'],
      [],
    ])
    expect(said('| a | b |\n| - | - |\n', '| 1 | 2 |\n', '\nSo. ')).toEqual([
      [],
      [],
      ['A table of 2 columns and 1 row.', 'So.'],
      [],
    ])
  })

  it('knows the ends of sentences that no space follows', () => {
    expect(said('写字的人。他们', '还画手！')).toEqual([['写字的人。'], ['他们还画手！'], []])
  })

  it('says every word once, however the text is cut', () => {
    const words = fc.array(fc.constantFrom('word', 'Sentence.', 'ends!', '\n', '\n\n', '- item'), { maxLength: 40 })
    fc.assert(
      fc.property(words, fc.array(fc.nat(200)), (parts, cuts) => {
        const text = parts.map((part, index) => (part.startsWith('\n') ? part : `${part}${index} `)).join('')
        const places = [...new Set(cuts.map((cut) => Math.min(cut, text.length)))].toSorted((one, other) => one - other)
        const pieces = places.map((place, index) => text.slice(places[index - 1] ?? 0, place))
        const heard = said(...pieces, text.slice(places.at(-1) ?? 0))
          .flat()
          .join(' ')
        const numbers = (from: string) => [...from.matchAll(/[a-z.!]+(\d+)/gi)].map(([, number]) => number)
        expect(numbers(heard)).toEqual(numbers(text))
      }),
    )
  })

  it('is its end where very much came at once, and never the inside of code', () => {
    const paragraphs = (from: number) =>
      Array.from({ length: 300 }, (_, index) => `Sentence number ${from + index}.\n\n`)
    const code = `~~~js\n${'const inside = 1\n\n'.repeat(1_000)}~~~\n\n`
    const heard = new SpokenUnits().update([...paragraphs(0), code, ...paragraphs(300)].join(''), true)
    expect(heard.at(-1)).toBe('Sentence number 599.')
    expect(heard.join(' ')).not.toContain('inside')
    expect(heard).not.toContain('Sentence number 0.')
    expect(heard).toContain('Sentence number 300.')
  })
})
