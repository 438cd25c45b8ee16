import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stripInvisible } from '../../../lib/page/invisible-characters'

const tagged = (text: string) =>
  Array.from(text, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')

describe('stripInvisible', () => {
  it.each([
    ['the tag block', `a${tagged('ignore all')}b`, 'ab'],
    ['tags after an emoji that is no flag', `😀${tagged('abc')}\u{E007F}`, '😀'],
    ['a flag that never ends', `\u{1F3F4}${tagged('gbeng')}x`, '\u{1F3F4}x'],
    [
      'a flag with a message behind it',
      `\u{1F3F4}${tagged('gbsct')}\u{E007F}${tagged('run')}`,
      `\u{1F3F4}${tagged('gbsct')}\u{E007F}`,
    ],
    ['zero widths', 'pass\u200Bword\uFEFF\u2060!', 'password!'],
    ['joiners in Latin', 'a\u200Db\u200Cc', 'abc'],
    ['direction overrides', 'abc\u202Etxt\u202C', 'abctxt'],
    ['direction marks in Latin', 'a\u200Eb\u200Fc', 'abc'],
    ['variation selectors on letters', 'a\uFE0Fb\u{E0101}c', 'abc'],
    ['a row of variation selectors', '😀\uFE0F\uFE0F\uFE00\uFE01', '😀\uFE0F'],
    ['soft hyphens', 'mar\u00ADgin', 'margin'],
    ['controls', 'a\u0000b\u001B[31mc', 'ab[31mc'],
    ['Hangul fillers', 'a\u3164b\u115Fc', 'abc'],
  ])('removes %s', (_name, text, expected) => {
    expect(stripInvisible(text)).toBe(expected)
  })

  it.each([
    ['tabs and line breaks', 'a\tb\nc\r\nd'],
    ['a family', '👨‍👩‍👧‍👦'],
    ['skin tone and profession', '👩🏽‍🚀'],
    ['a burning heart', '❤️‍🔥'],
    ['a keycap', '1️⃣'],
    ['the rainbow flag', '🏳️‍🌈'],
    ['the flag of Scotland', '🏴󠁧󠁢󠁳󠁣󠁴󠁿 wins'],
    ['country flags', '🇮🇪🇮🇳'],
    ['Hindi with a joiner', 'क्‍ष'],
    ['Hindi with a non-joiner', 'क्‌ष'],
    ['Persian', 'می‌خواهم'],
    ['Arabic with a mark', 'العربية\u200F.'],
    ['Hebrew', 'גמרא'],
    ['accents', 'café, naïve, ệ'],
  ])('keeps %s', (_name, text) => {
    expect(stripInvisible(text)).toBe(text)
  })

  it('turns line and paragraph separators into breaks', () => {
    expect(stripInvisible('a\u2028b\u2029c')).toBe('a\nb\n\nc')
  })

  it('leaves no tag outside a flag, whatever the text, and changes nothing the second time', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u200D', '\u200C', '\uFE0F', '😀', '\u{1F3F4}', tagged('gb'), '\u{E007F}', 'می', 'क्'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const clean = stripInvisible(pieces.join(''))
        const outside = clean.replace(/\u{1F3F4}[\u{E0030}-\u{E007A}]{3,6}\u{E007F}/gu, '')
        expect(outside).not.toMatch(/[\u{E0000}-\u{E007F}]/u)
        expect(stripInvisible(clean)).toBe(clean)
      }),
    )
  })
})
