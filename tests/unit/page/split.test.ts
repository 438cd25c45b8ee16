import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokensOf } from '../../../lib/chat/tokens'
import { splitPortions } from '../../../lib/page/portions'
import { splitSections } from '../../../lib/page/split'

/** Texts made of what makes cutting hard. */
const line = fc.oneof(
  fc.constantFrom('# One', '## Two ##', '', '', '```', '~~~~', '| a | b |', '   ', '#hashtag', '###### Six'),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('日本語の文章です。これは長い。', '👩‍👩‍👧 family '.repeat(20), 'A sentence. Another one! A third?'),
)
const document = fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'))

function isWhole(text: string, parts: { from: number; to: number }[]): void {
  expect(parts.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text)
  for (const [index, { from, to }] of parts.entries()) {
    expect(to).toBeGreaterThan(from)
    expect(from).toBe(parts[index - 1]?.to ?? 0)
  }
}

describe('splitSections', () => {
  it('cuts at headings and says what they are called', () => {
    const text = 'Before.\n\n# The *first* one\n\nText.\n\n## [Second](https://example.org/) ##\n\nMore.'
    expect(splitSections(text).map(({ level, title }) => [level, title])).toEqual([
      [0, ''],
      [1, 'The first one'],
      [2, 'Second'],
    ])
  })

  it('takes blank space before the first heading into it', () => {
    expect(splitSections('\n\n# One\n')).toEqual([{ from: 0, to: 8, level: 1, title: 'One' }])
    expect(splitSections('')).toEqual([])
  })

  it('reads no heading out of code, and none out of a hash mark alone', () => {
    const text = '# One\n\n```sh\n# a comment\n```\n\n#tag\n\n~~~\n```\n# still code\n~~~\n\n# Two'
    expect(splitSections(text).map(({ title }) => title)).toEqual(['One', 'Two'])
  })

  it('takes what stands under a fence that never closes for code', () => {
    expect(splitSections('# One\n```\n# code').map(({ title }) => title)).toEqual(['One'])
  })

  it('loses no character of any text', () => {
    fc.assert(fc.property(document, (text) => isWhole(text, splitSections(text))))
  })
})

describe('splitPortions', () => {
  it('loses no character of any text, keeps to the size, and cuts no sign in two', () => {
    fc.assert(
      fc.property(document, fc.integer({ min: 3, max: 200 }), (text, most) => {
        const portions = splitPortions(text, most)
        isWhole(text, portions)
        for (const { from, to, tokens } of portions) {
          const part = text.slice(from, to)
          expect(part.isWellFormed() || !text.isWellFormed()).toBe(true)
          expect(tokens).toBeCloseTo(tokensOf(part))
          expect(tokens).toBeLessThanOrEqual(most + 1e-6)
        }
      }),
    )
  })

  it('keeps sections whole where they fit, and reads small ones together', () => {
    const section = (name: string, size: number) => `# ${name}\n\n${'word '.repeat(size)}\n\n`
    const text = section('A', 10) + section('B', 10) + section('C', 100) + section('D', 10)
    expect(splitPortions(text, 180).map(({ title }) => title)).toEqual(['A – B', 'C', 'D'])
  })

  it('cuts a long section between paragraphs, and a long table between its rows', () => {
    const paragraphs = Array.from({ length: 30 }, (_, index) => `Paragraph ${index}. ${'word '.repeat(30)}`)
    const text = `# Long\n\n${paragraphs.join('\n\n')}`
    for (const { from, title } of splitPortions(text, 200).slice(1)) {
      expect(text.slice(from)).toMatch(/^Paragraph \d+\./)
      expect(title).toBe('Long')
    }
    const table = Array.from({ length: 200 }, (_, row) => `| row ${row} | a cell of some length |`).join('\n')
    for (const { from } of splitPortions(table, 300)) expect(table.slice(from)).toMatch(/^\| row \d+ \|/)
  })

  it('cuts a paragraph that is too long between sentences', () => {
    const text = Array.from({ length: 100 }, (_, index) => `This is sentence ${index}.`).join(' ')
    for (const { from } of splitPortions(text, 100)) expect(text.slice(from)).toMatch(/^This is sentence \d+\./)
  })

  it('is done with two megabytes before anybody waits', () => {
    const text = `# One\n\n${'A line of words without any end to it, '.repeat(50_000)}`
    const begun = performance.now()
    expect(splitPortions(text, 6_000).length).toBeGreaterThan(100)
    expect(performance.now() - begun).toBeLessThan(5_000)
  })
})
