import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutAt, cutAtBlock, enveloped, UnreadableError } from '../../../lib/page/page-content'

describe('cutAt', () => {
  it('never ends inside a character', () => {
    expect(cutAt('ab😀cd', 3)).toBe('ab')
    expect(cutAt('ab😀cd', 4)).toBe('ab😀')
  })
})

describe('cutAtBlock', () => {
  it('leaves a short text alone', () => {
    expect(cutAtBlock('short', 10)).toEqual({ text: 'short', omittedCharacters: 0 })
  })

  it('ends at a block, else at a line, else anywhere', () => {
    expect(cutAtBlock('one two\n\nthree four', 12)).toEqual({ text: 'one two', omittedCharacters: 12 })
    expect(cutAtBlock('one two\nthree four', 12)).toEqual({ text: 'one two', omittedCharacters: 11 })
    expect(cutAtBlock('one two three four', 12)).toEqual({ text: 'one two thre', omittedCharacters: 6 })
  })

  it('gives a beginning of the text within the cap', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\n', ' ', '😀') }),
        fc.integer({ min: 1, max: 40 }),
        (text, cap) => {
          const cut = cutAtBlock(text, cap)
          expect(text.startsWith(cut.text)).toBe(true)
          expect(cut.text.length).toBeLessThanOrEqual(cap)
          expect(cut.text.isWellFormed()).toBe(true)
        },
      ),
    )
  })
})

describe('enveloped', () => {
  it('wraps a value, an honest refusal and a defect', () => {
    const fail = (error: Error) => () => {
      throw error
    }
    expect(enveloped(() => 1)).toEqual({ ok: true, value: 1 })
    expect(enveloped(fail(new UnreadableError('pdf')))).toMatchObject({ ok: false, reason: 'pdf' })
    expect(enveloped(fail(new TypeError('odd')))).toEqual({ ok: false, reason: 'failed', message: 'odd' })
  })
})
