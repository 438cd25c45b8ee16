import { describe, expect, it } from 'vitest'
import { escaped, paragraphsOf, readable } from '../../../../lib/adapters/reader/paragraphs'
import { spansOf } from '../../../../lib/adapters/reader/sentences'
import { likeness, wordsOf } from '../../../../lib/adapters/reader/words'

describe('readable', () => {
  it.each([
    ['**bold** and *soft* and _softer_ and ~~gone~~', 'bold and soft and softer and gone'],
    ['***both***', 'both'],
    ['**bold *and soft* inside**', 'bold and soft inside'],
    ['snake_case_name and 5 * 3 * 2', 'snake_case_name and 5 * 3 * 2'],
    ['[a link](https://example.com/a_(b)) here', 'a link here'],
    ['![a picture](x.png)text', 'text'],
    ['a note[^1]', 'a note'],
    ['<https://example.com>', 'https://example.com'],
    ['a<sup>2</sup> < b', 'a2 < b'],
    ['\\*literal\\* \\[x\\]', '*literal* [x]'],
    ['`code` in ``a line``', 'code in a line'],
    ['two\nlines', 'two lines'],
  ])('of %j is %j', (markdown, text) => {
    expect(readable(markdown)).toBe(text)
  })
})

describe('paragraphsOf', () => {
  it('knows headings, lists, quotes, code, tables and rules', () => {
    const markdown =
      '# One #\n\nText a\nstill a\n\n- item b\n- [ ] item c\n  more c\n\n> quoted d\n\n---\n\n~~~js\nno\n~~~\n\n| t | u |\n|---|---|\n| v | w |\n\n## Two\nText e'
    expect(paragraphsOf(markdown)).toEqual([
      { text: 'Text a still a', heading: 'One', section: 1 },
      { text: 'item b', heading: 'One', section: 1 },
      { text: 'item c more c', heading: 'One', section: 1 },
      { text: 'quoted d', heading: 'One', section: 1 },
      { text: 'Text e', heading: 'Two', section: 2 },
    ])
  })

  it('leaves out what stands for a picture', () => {
    expect(paragraphsOf('\\[image: A map\\]\n\n[image: Another] and words')).toEqual([
      { text: 'and words', section: 0 },
    ])
  })

  it('joins lines of Japanese without a space', () => {
    expect(paragraphsOf('東京は\n首都です。')).toEqual([{ text: '東京は首都です。', section: 0 }])
  })

  it('leaves out indented code, but not what belongs to a list', () => {
    const texts = paragraphsOf('a\n\n    code()\n    more()\n\nb\n\n- item\n\n    still item\n\nc').map(
      ({ text }) => text,
    )
    expect(texts).toEqual(['a', 'b', 'item', 'still item', 'c'])
  })

  it('leaves out code that was never closed', () => {
    expect(paragraphsOf('a\n\n```\nb\n\nc')).toEqual([{ text: 'a', section: 0 }])
  })
})

describe('a page made of nothing but marks', { timeout: 10_000 }, () => {
  const marks = [
    '*a ',
    '**a',
    '_a ',
    '<a',
    '![',
    '[^',
    '[a](',
    '[a](x(',
    '<http://a',
    '`a ',
    '~~a ',
    'a. ',
    '> ',
    '| ',
    '\\',
    '# a  ',
    '- ',
    '(',
  ]

  it.each(marks)('%j over and over takes no longer than prose', (mark) => {
    const text = mark.repeat(Math.ceil(300_000 / mark.length))
    // Anything quadratic would take minutes here.
    for (const paragraph of [...paragraphsOf(text), ...paragraphsOf(`# a${' '.repeat(300_000)}b`)])
      spansOf(paragraph.text)
    expect(readable(text).length).toBeLessThanOrEqual(text.length)
  })
})

describe('escaped', () => {
  it.each([
    ['5 * 3', '5 \\* 3'],
    ['snake_case', 'snake_case'],
    ['_x_', '\\_x\\_'],
    ['# x', '\\# x'],
    ['1. x', '1\\. x'],
    ['a [b] <c>', 'a \\[b\\] \\<c>'],
  ])('makes of %j %j', (text, markdown) => {
    expect(escaped(text)).toBe(markdown)
  })
})

describe('spansOf', () => {
  const sentences = (text: string, language?: string): string[] =>
    spansOf(text, language).map(([start, end]) => text.slice(start, end))

  it('parts sentences, but not at abbreviations and initials', () => {
    expect(sentences('Dr. Smith met J. R. Hartley, e.g. in Oslo. They spoke.  It rained!')).toEqual([
      'Dr. Smith met J. R. Hartley, e.g. in Oslo.',
      'They spoke.',
      'It rained!',
    ])
  })

  it('cuts text without full stops at spaces and loses no word of it', () => {
    const text = 'word '.repeat(1_000).trim()
    const parts = sentences(text)
    expect(parts.every((part) => part.length <= 600)).toBe(true)
    expect(parts.join(' ')).toBe(text)
  })
})

describe('words', () => {
  it('folds what is the same word', () => {
    expect(wordsOf('ＦＵＬＬ Straße Über café')).toEqual(['full', 'strasse', 'uber', 'cafe'])
  })

  it.each([
    ['translate', 'translation', true],
    ['dance', 'dancing', true],
    ['glacier', 'glaciers', true],
    ['Häuser', 'Häusern', true],
    ['cat', 'car', false],
    ['station', 'status', false],
    ['1945', '1946', false],
  ])('%s and %s are forms of one word: %s', (one, other, alike) => {
    const [first = ''] = wordsOf(one)
    const [second = ''] = wordsOf(other)
    expect(likeness(first, second) > 0).toBe(alike)
  })
})
