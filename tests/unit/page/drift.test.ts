import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesBetween, changesText } from '../../../lib/page/drift'
import { hasDrifted } from '../../../lib/page/has-drifted'

const article = `# A history of margins

The first hand made the book. The second hand wrote at its edge.

## Signs

A small drawn hand points at what matters. Read 1,204 times. Posted 3 minutes ago.
`

describe('drift', () => {
  it.each<[string, string]>([
    ['a counter', article.replace('1,204', '1,391')],
    ['a clock in words', article.replace('3 minutes ago', 'an hour ago')],
    ['the address of a link', article.replace('drawn hand', '[drawn hand](https://a.example/?session=kq-sdkjh-asd)')],
    ['another order', article.split('\n').toReversed().join('\n')],
    ['nothing', article],
  ])('is not %s', (_name, now) => {
    expect(hasDrifted(article, now)).toBe(false)
  })

  it('is not a hundred comments that are an hour older', () => {
    const comments = (age: string) => Array.from({ length: 100 }, (_, at) => `Reader ${at}, ${age}`).join('\n')
    expect(hasDrifted(comments('5 minutes ago'), comments('1 hour ago'))).toBe(false)
  })

  it.each<[string, string]>([
    ['a new sentence', `${article}\nLater readers answered the earlier ones below.\n`],
    ['a sentence that is gone', article.replace('The second hand wrote at its edge.', '')],
    ['another page', '# Something else entirely\n\nNot one word of it was there before.'],
  ])('is %s', (_name, now) => {
    expect(hasDrifted(article, now)).toBe(true)
  })

  it('is a new sentence where words are not parted', () => {
    expect(hasDrifted('余白の歴史。', '余白の歴史。最初の手が本を作った。')).toBe(true)
    expect(hasDrifted('更新 10:41 余白の歴史。', '更新 10:42 余白の歴史。')).toBe(false)
  })

  it('is the same both ways', () => {
    fc.assert(fc.property(fc.lorem(), fc.lorem(), (one, other) => hasDrifted(one, other) === hasDrifted(other, one)))
  })
})

describe('changes', () => {
  const now = article.replace('A small drawn hand', 'A large painted finger').replace('ago.\n', 'ago.\n\nA new end.\n')

  it('are the lines that are gone and new, under their heading, with what stands around them', () => {
    expect(changesBetween(article, now)).toEqual([
      {
        heading: 'Signs',
        lines: [
          { kind: 'gone', text: expect.stringContaining('A small drawn hand') },
          { kind: 'new', text: expect.stringContaining('A large painted finger') },
          { kind: 'new', text: 'A new end.' },
        ],
      },
    ])
  })

  it('far apart are apart', () => {
    const lines = Array.from({ length: 20 }, (_, at) => `Line ${at}`)
    const other = lines.with(2, 'Changed').with(15, 'Changed too')
    const changes = changesBetween(lines.join('\n'), other.join('\n'))
    expect(changes.map((change) => change.lines.map(({ text }) => text))).toEqual([
      ['Line 1', 'Line 2', 'Changed', 'Line 3'],
      ['Line 14', 'Line 15', 'Changed too', 'Line 16'],
    ])
  })

  it('show word by word how a line became another', () => {
    const [change] = changesBetween('The harbour opens at nine.', 'The harbour opens at ten.')
    expect(change?.lines.map(({ pieces }) => pieces)).toEqual([
      [
        { text: 'The harbour opens at ', changed: false },
        { text: 'nine', changed: true },
        { text: '.', changed: false },
      ],
      [
        { text: 'The harbour opens at ', changed: false },
        { text: 'ten', changed: true },
        { text: '.', changed: false },
      ],
    ])
    const [other] = changesBetween('The harbour opens at nine.', 'Nothing of this was ever said before.')
    expect(other?.lines.map(({ pieces }) => pieces)).toEqual([undefined, undefined])
  })

  it('show pieces that are the line', () => {
    const line = fc
      .array(fc.constantFrom('a', 'b ', ' c', '.', '日本'), { maxLength: 12 })
      .map((words) => words.join(''))
    const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(text, text, (before, after) => {
        for (const { pieces, text: whole } of changesBetween(before, after).flatMap(({ lines }) => lines)) {
          if (pieces) expect(pieces.map((piece) => piece.text).join('')).toBe(whole)
        }
      }),
    )
  })

  it('tell every line that is gone and every one that is new', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '# c', 'd', 'e', 'f'), { maxLength: 30 })
    fc.assert(
      fc.property(text, text, (before, after) => {
        const told = changesBetween(before.join('\n'), after.join('\n')).flatMap(({ lines }) => lines)
        const count = (lines: string[], one: string) => lines.filter((line) => line === one).length
        for (const one of new Set([...before, ...after])) {
          const difference = (kind: string) => told.filter((line) => line.kind === kind && line.text === one).length
          expect(difference('new') - difference('gone')).toBe(count(after, one) - count(before, one))
        }
      }),
    )
  })

  it('become a text that says what its marks mean', () => {
    const text = changesText(changesBetween(article, now), 'A history', Date.UTC(2026, 0, 2))
    expect(text).toContain('“A history” since 2026-01-02T00:00:00.000Z')
    expect(text).toContain('Under “Signs”:\n- A small drawn hand')
    expect(text).toContain('\n+ A new end.')
  })
})
