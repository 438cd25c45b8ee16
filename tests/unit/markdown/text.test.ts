import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineGroups } from '../../../components/markdown/line-groups'
import { plainText } from '../../../components/markdown/plain-text'
import { VisibleText } from '../../../components/markdown/visible-text'
import { stripInvisible } from '../../../lib/page/invisible-characters'

describe('plainText', () => {
  it('keeps the words and their order, without the marks', () => {
    const markdown = [
      '# Title',
      'Some **bold** and `code`, a [link](https://example.com/a) and <https://example.org>.',
      '- one\n- two\n  1. inner\n- [x] done',
      '3. third\n4. fourth\n\n   with more',
      '> quoted\n> text',
      '```js\nlet a = 1\n\n  let b\n```',
      '| a | b |\n|---|---|\n| 1 | **2** |',
      '![map](https://example.com/map.png)',
      'A note[^1], [reference][r], if x == y and y == z.',
      '[^1]: The note.',
      '[r]: https://example.net/',
    ].join('\n\n')
    expect(plainText(markdown)).toBe(
      [
        'Title',
        'Some bold and code, a link (https://example.com/a) and https://example.org.',
        '- one\n- two\n  1. inner\n- [x] done',
        '3. third\n4. fourth\n   with more',
        '> quoted\n> text',
        'let a = 1\n\n  let b',
        'a\tb\n1\t2',
        'map (https://example.com/map.png)',
        'A note[1], reference (https://example.net/), if x == y and y == z.',
        '[1] The note.',
      ].join('\n\n'),
    )
  })

  it('gives no address that may not be opened', () => {
    expect(plainText('[x](javascript:alert(1)) ![y](data:image/png;base64,AA)')).toBe('x y')
  })

  it('has no control character but tab and line break, and nothing invisible', () => {
    const text = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('&#27;', '&#x7f;', '\u001b[31m', '```\n', '`', '\u202e', '\r'),
      ),
    )
    fc.assert(
      fc.property(text, (parts) => {
        expect(plainText(parts.join(''))).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\t\n]/u)
      }),
      { numRuns: 500 },
    )
  })
})

describe('VisibleText', () => {
  it('is the text cleaned at once, however it arrives', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'a',
        'ب',
        '\n',
        '\r\n',
        '\r',
        '\u200d',
        '\u200c',
        '👩',
        '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
        '\u{E0041}',
        '\u202e',
        '\u2028',
        ' ',
      ),
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const growing = new VisibleText()
        const text = parts.join('')
        parts.forEach((_, index) => growing.update(parts.slice(0, index).join('')))
        expect(growing.update(text)).toBe(stripInvisible(text).replace(/\r\n?/g, '\n'))
      }),
      { numRuns: 500 },
    )
  })
})

describe('LineGroups', () => {
  const code = (lines: number) => Array.from({ length: lines }, (_, line) => `line ${line}\n`).join('')

  it('put together are the code, whatever came before', () => {
    const groups = new LineGroups()
    for (const text of ['', 'a', 'a\nb', code(16), code(17), `${code(40)}last`, 'other\n', '\n\n']) {
      expect(groups.update(text).join('')).toBe(text)
    }
  })

  it('are full but for the last, and full ones stay', () => {
    const groups = new LineGroups()
    const before = groups.update(`${code(33)}grow`)
    const after = groups.update(`${code(33)}growing`)
    expect(before.map((group) => group.match(/\n/g)?.length)).toEqual([16, 16, 1])
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2))
  })
})
