import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utterancesOf } from '../../../lib/panel/utterances'

const said = (words: string, language = 'en') => utterancesOf([{ words, ours: false }], language)

describe('what is read aloud', () => {
  it('goes sentence by sentence', () => {
    expect(said('First one. Is this the second? Dr. Who paid 3.50 dollars!').map(({ text }) => text)).toEqual([
      'First one.',
      'Is this the second?',
      'Dr. Who paid 3.50 dollars!',
    ])
    expect(said('これは一つ目です。二つ目です。', 'ja').map(({ text }) => text)).toEqual([
      'これは一つ目です。',
      '二つ目です。',
    ])
  })

  it('keeps the language of the text where a sentence can be in it, and goes by the script where not', () => {
    expect(said('Guten Tag.', 'de-AT')).toEqual([{ text: 'Guten Tag.', language: 'de-AT' }])
    expect(said('Добрий день.', 'uk')).toEqual([{ text: 'Добрий день.', language: 'uk' }])
    expect(said('The word 漢字 is Chinese.')).toEqual([{ text: 'The word 漢字 is Chinese.', language: 'en' }])
    expect(said('Добрый день.')[0]?.language).toBe('ru')
    expect(said('漢字と仮名を読む。')[0]?.language).toBe('ja')
    expect(said('مرحبا بالعالم.', 'fa')[0]?.language).toBe('fa')
    expect(said('Hello there.', 'ja')[0]?.language).toBe('en')
  })

  it('says our own words in English', () => {
    const blocks = [
      { words: 'So geht es.', ours: false },
      { words: 'Code in python, 3 lines.', ours: true },
    ]
    expect(utterancesOf(blocks, 'de').map(({ language }) => language)).toEqual(['de', 'en'])
  })

  it('says nothing of what is only marks', () => {
    expect(said('— … !?')).toEqual([])
  })

  it('is never longer than a browser can say at once, and loses no word', () => {
    const word = fc.stringMatching(/^[a-zäß漢Ж😀]{1,40}$/u)
    const text = fc.array(fc.tuple(word, fc.constantFrom(' ', ', ', '. ', '; ')), { minLength: 1, maxLength: 120 })
    fc.assert(
      fc.property(text, (parts) => {
        const words = parts.flat().join('')
        const spoken = said(words)
        for (const { text: piece } of spoken) {
          expect(piece.length).toBeLessThanOrEqual(200)
          expect(piece.isWellFormed()).toBe(true)
        }
        const letters = (value: string) => value.replace(/[^\p{L}]/gu, '')
        expect(letters(spoken.map((one) => one.text).join(''))).toBe(letters(words))
      }),
    )
  })
})
