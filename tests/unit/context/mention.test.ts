import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mentionAt, withoutMention } from '../../../components/context/tabs/mention'

describe('an @word', () => {
  it.each([
    ['@', 1, { from: 0, query: '' }],
    ['Compare @wh', 11, { from: 8, query: 'wh' }],
    ['one\n@two', 8, { from: 4, query: 'two' }],
    ['(@a', 3, { from: 1, query: 'a' }],
    // Only up to the cursor.
    ['@whale', 3, { from: 0, query: 'wh' }],
  ])('is found in %j', (text, cursor, found) => {
    expect(mentionAt(text, cursor)).toEqual(found)
  })

  it.each([
    ['me@example.com', 14],
    ['@one two', 8],
    ['@one', 0],
    ['@@', 2],
    [`@${'a'.repeat(60)}`, 61],
    [`x${'a'.repeat(39)}@`, 41],
  ])('is none in %j', (text, cursor) => {
    expect(mentionAt(text, cursor)).toBeNull()
  })

  it('is taken out with one of the two blanks around it', () => {
    expect(withoutMention('Compare @wh with', { from: 8, query: 'wh' })).toEqual({ text: 'Compare with', cursor: 8 })
    expect(withoutMention('@wh', { from: 0, query: 'wh' })).toEqual({ text: '', cursor: 0 })
  })

  it('begins where it says, whatever is around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 20 }), (before, after) => {
        const text = `${before}@${after}`
        for (let cursor = 0; cursor <= text.length; cursor += 1) {
          const found = mentionAt(text, cursor)
          if (found) expect(text.slice(found.from, cursor)).toBe(`@${found.query}`)
        }
      }),
    )
  })
})
