import { describe, expect, it } from 'vitest'
import {
  attachmentName,
  leftOutWords,
  placesWords,
  sizeWords,
  tokenWords,
} from '../../../components/context/attachment-words'
import { attachment } from '../../helpers/messages'

describe('a chip', () => {
  it('is called by a selection’s words, else by the title, else by the address', () => {
    expect(attachmentName(attachment({ text: 'Some\n\nwords' }))).toBe('Some words')
    expect(attachmentName(attachment({ kind: 'page', title: 'A page' }))).toBe('A page')
    expect(attachmentName(attachment({ kind: 'page', title: ' ', url: 'https://a.example/' }))).toBe(
      'https://a.example/',
    )
    expect(attachmentName(attachment({ kind: 'file', title: '', url: '', text: '' }))).toBe('Untitled')
  })

  it('shows a selection’s words without the marks of markdown, and those that are part of the words', () => {
    const nameOf = (text: string) => attachmentName(attachment({ text }))
    expect(nameOf('## Rich **bold wrods** and [a _lnik_](https://a.example/x "T")')).toBe('Rich bold wrods and a lnik')
    expect(nameOf('- one `code`\n- 2 \\* 3')).toBe('one code 2 * 3')
    for (const plain of ['a_snake_case **kwargs', '2 * 3 * 4', '[1] and f(x)', '__init__.py', 'Schütze*innen']) {
      expect(nameOf(plain)).toBe(plain)
    }
  })

  it('says how much goes out', () => {
    expect(sizeWords(attachment({ text: 'word '.repeat(48_800) }))).toBe('≈ 61k tokens')
    const image = { mediaType: 'image/png', data: '', width: 1_568, height: 900 } as const
    expect(sizeWords(attachment({ kind: 'image', text: '', image }))).toBe('1568 × 900 px')
    expect([0.2, 42.4, 999, 1_240, 61_234].map(tokenWords)).toEqual([
      '≈ 1 token',
      '≈ 42 tokens',
      '≈ 1k tokens',
      '≈ 1.2k tokens',
      '≈ 61k tokens',
    ])
  })

  it('says what is left out, and nothing where nothing is', () => {
    expect(leftOutWords(attachment())).toBe('')
    const text = 'x'.repeat(1_000)
    const cuts = [{ from: 0, to: 250 }]
    expect(leftOutWords(attachment({ text, cuts, hiddenCharacters: 2_431, omittedCharacters: 7 }))).toBe(
      'Left out: 25 % of it, its last 7 characters, 2,431 hidden characters',
    )
    expect(leftOutWords(attachment({ text, cuts: [{ from: 0, to: 1_000 }] }))).toBe('Left out: all of its text')
    expect(leftOutWords(attachment({ text, cuts: [{ from: 0, to: 1 }] }))).toBe('Left out: 1 % of it')
  })

  it('says where its pages or seconds begin and end', () => {
    expect(placesWords(attachment())).toBeUndefined()
    expect(placesWords(attachment({ places: [{ from: 0, page: 1 }] }))).toBe('Page 1')
    expect(
      placesWords(
        attachment({
          places: [
            { from: 0, page: 1 },
            { from: 9, page: 12 },
          ],
        }),
      ),
    ).toBe('Pages 1 to 12')
    expect(
      placesWords(
        attachment({
          places: [
            { from: 0, seconds: 0 },
            { from: 9, seconds: 3_725.4 },
          ],
        }),
      ),
    ).toBe('0:00 to 1:02:05')
  })
})
