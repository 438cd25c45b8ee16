import { describe, expect, it } from 'vitest'
import { isAttached } from '../../../components/context/is-attached'
import { attachment } from '../../helpers/messages'

const selection = (text: string) => [attachment({ kind: 'selection', text })]

describe('whether a selection is attached already', () => {
  it('goes by its words, whatever markdown says of them', () => {
    expect(
      isAttached('The moon pulls the sea.', selection('The **moon** pulls\n\n the [sea](https://a.example/x_1).')),
    ).toBe(true)
    expect(isAttached('月は海を引く', selection('月は海を引く'))).toBe(true)
  })

  it('is not so for another one, be it longer or shorter', () => {
    expect(isAttached('The moon', selection('The moon pulls the sea.'))).toBe(false)
    expect(isAttached('The moon pulls the sea. Twice.', selection('The moon pulls the sea.'))).toBe(false)
    expect(isAttached('The moon', [])).toBe(false)
  })

  it('goes by the beginning of one that is longer than a line', () => {
    const long = 'The moon pulls the sea, '.repeat(20)
    expect(isAttached(long.slice(0, 160), selection(long))).toBe(true)
    expect(isAttached(`A${long.slice(0, 160)}`, selection(long))).toBe(false)
  })

  it('asks only what was selected: a page that begins so is another thing', () => {
    expect(isAttached('The moon', [attachment({ kind: 'page', text: 'The moon' })])).toBe(false)
  })
})
