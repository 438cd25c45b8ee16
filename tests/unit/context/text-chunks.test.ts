import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunksOf, matchesOf, piecesOf } from '../../../components/context/text-chunks'

const line = fc.oneof(fc.string({ maxLength: 50 }), fc.constant('x'.repeat(30_000)), fc.constant('word '.repeat(1_500)))
const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'))

describe('a long text in chunks', () => {
  it('is the text, and none of them is huge', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const chunks = chunksOf(whole)
        expect(chunks.map((chunk) => chunk.text).join('')).toBe(whole)
        for (const chunk of chunks) {
          expect(whole.startsWith(chunk.text, chunk.from)).toBe(true)
          expect(chunk.text.length).toBeLessThanOrEqual(12_001)
        }
      }),
    )
  })

  it('never parts a pair that is one sign', () => {
    for (const chunk of chunksOf(`a${'😀'.repeat(20_000)}`)) expect(chunk.text.isWellFormed()).toBe(true)
  })

  it('is the text with its marks, too', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.string({ minLength: 1, maxLength: 3 }), (part, words) => {
        const whole = part.repeat(60)
        const marks = matchesOf(whole, words)
        for (const chunk of chunksOf(whole)) {
          const inside = marks.filter(({ from, to }) => to > chunk.from && from < chunk.from + chunk.text.length)
          const pieces = piecesOf(chunk, inside)
          expect(pieces.map((piece) => piece.text).join('')).toBe(chunk.text)
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('a search', () => {
  it('finds words whatever their case', () => {
    expect(matchesOf('One two ONE', 'one')).toEqual([
      { from: 0, to: 3 },
      { from: 8, to: 11 },
    ])
  })

  it('finds nothing for nothing, and has an end', () => {
    expect(matchesOf('text', ' ')).toEqual([])
    expect(matchesOf('a'.repeat(5_000), 'a')).toHaveLength(1_000)
  })

  it('keeps its places where a letter changes its length with its case', () => {
    const [first] = matchesOf('İİİ end', 'end')
    expect(first).toEqual({ from: 4, to: 7 })
  })
})
