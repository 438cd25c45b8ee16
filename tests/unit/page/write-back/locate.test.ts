import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locate, pointIn, stretchOf } from '../../../../lib/page/write-back/locate'

const text = 'Dear Ana,\n\nI has wrote this sentence.\nIt are good.\n\nYours, Bo'
const of = (words: string, whole = text) => stretchOf(whole, whole.indexOf(words), whole.indexOf(words) + words.length)

describe('the words of a selection', () => {
  it('are kept without the white space at their ends', () => {
    const whole = 'one  two  three'
    expect(stretchOf(whole, 3, 10)).toEqual({ start: 5, text: 'two', before: 'one  ', after: '  three' })
  })

  it('are nothing where only white space is selected', () => {
    expect(stretchOf('one  two', 3, 5).text).toBe('')
  })

  it('are found where they stood', () => {
    expect(locate(text, of('It are good.'))).toEqual(of('It are good.'))
  })

  it('are found after something was written before them', () => {
    const now = text.replace('Dear Ana', 'Dear Ana and Cem')
    expect(locate(now, of('It are good.'))).toEqual(of('It are good.', now))
  })

  it('are found when one side of them was changed', () => {
    const now = text.replace('this sentence.', 'this long sentence today.')
    expect(locate(now, of('It are good.'))?.text).toBe('It are good.')
  })

  it('are not found when they were changed themselves', () => {
    expect(locate(text.replace('It are', 'It is'), of('It are good.'))).toBeUndefined()
  })

  it('are told from the same words elsewhere by what stands around them', () => {
    const whole = 'a cat. a dog. a cat. a bird.'
    const second = stretchOf(whole, 16, 19)
    expect(locate(`so: ${whole}`, second)?.start).toBe(20)
  })

  it('are not guessed among the same words in the same surroundings', () => {
    const lines = 'the very same line stands here\n'.repeat(6)
    const chosen = stretchOf(lines, 62, 92)
    expect(locate(`new\n${'the very same line stands here\n'.repeat(8)}`, chosen)).toBeUndefined()
  })

  it('are not found in short words that stand elsewhere by chance', () => {
    expect(locate('no word of that is here', of('is', 'this is it'))).toBeUndefined()
  })

  it('are found wherever a text is put around the old one', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 30 }).filter((one) => one.trim().length >= 20),
        fc.string(),
        fc.string(),
        (words, before, after) => {
          const whole = `⟦${words.trim()}⟧`
          const chosen = stretchOf(whole, 1, whole.length - 1)
          const now = `${before}⟦${words.trim()}⟧${after}`
          const found = locate(now, chosen)
          // Either the very words, or none: never others.
          expect(found === undefined || now.startsWith(words.trim(), found.start)).toBe(true)
          if (!before.includes(words.trim()) && !after.includes(words.trim())) expect(found?.text).toBe(words.trim())
        },
      ),
    )
  })
})

describe('a place between words', () => {
  it('is found only where nothing around it has changed', () => {
    const end = pointIn(text, text.length)
    expect(locate(text, end)).toEqual(end)
    expect(locate(`${text}!`, end)).toBeUndefined()
  })
})
