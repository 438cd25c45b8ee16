import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { onlyChanges, wordDiff, type DiffPiece } from '../../../../lib/page/write-back/word-diff'

const side = (pieces: readonly DiffPiece[], left: DiffPiece['kind']) =>
  pieces
    .filter(({ kind }) => kind !== left)
    .map(({ text }) => text)
    .join('')
const short = (pieces: readonly DiffPiece[]) =>
  pieces.map(({ kind, text }) => (kind === 'gone' ? `[-${text}-]` : kind === 'new' ? `[+${text}+]` : text)).join('')

describe('the difference of two texts', () => {
  it('is told word by word', () => {
    expect(short(wordDiff('I wrote this letter.', 'I wrote that letter.'))).toBe('I wrote [-this-][+that+] letter.')
  })

  it('takes words that changed side by side for one change', () => {
    expect(short(wordDiff('I has wrote this.', 'I have written this.'))).toBe('I [-has wrote-][+have written+] this.')
  })

  it('knows the words of scripts that set no spaces', () => {
    expect(short(wordDiff('私は昨日本を読みました。', '私は今日本を読みました。'))).not.toContain(
      '[-私は昨日本を読みました。-]',
    )
    expect(short(wordDiff('我喜欢苹果', '我喜欢香蕉'))).toBe('我喜欢[-苹果-][+香蕉+]')
  })

  it('knows the words of scripts that run from right to left', () => {
    expect(short(wordDiff('ذهبت إلى البيت أمس', 'ذهبت إلى المدرسة أمس'))).toBe('ذهبت إلى [-البيت-][+المدرسة+] أمس')
  })

  it('holds both texts whole, whatever they are', () => {
    const words = fc
      .array(fc.constantFrom('a', 'bb', ' ', '\n', '字', 'é', '👩‍👩‍👧', '.', 'שלום'))
      .map((all) => all.join(''))
    fc.assert(
      fc.property(words, words, (earlier, now) => {
        const pieces = wordDiff(earlier, now)
        expect(side(pieces, 'new')).toBe(earlier)
        expect(side(pieces, 'gone')).toBe(now)
      }),
    )
  })

  it('is given up for a plain exchange where two long texts have nothing in common', () => {
    const one = Array.from({ length: 30_000 }, (_, index) => `a${index}`).join(' ')
    const other = Array.from({ length: 30_000 }, (_, index) => `b${index}`).join('\n')
    const pieces = wordDiff(one, other)
    expect(side(pieces, 'new')).toBe(one)
    expect(side(pieces, 'gone')).toBe(other)
  })
})

describe('the changes alone', () => {
  it('leave out what is far from any of them', () => {
    const long = 'word '.repeat(60)
    const shown = short(onlyChanges(wordDiff(`${long}old ${long}`, `${long}new ${long}`)))
    expect(shown.length).toBeLessThan(120)
    expect(shown).toMatch(/^… (word ){1,8}\[-old-\]\[\+new\+\]( word){1,8} …$/)
  })

  it('leave a short text as it is', () => {
    const pieces = wordDiff('a b c d', 'a x c d')
    expect(onlyChanges(pieces)).toEqual(pieces)
  })
})
