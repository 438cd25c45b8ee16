import { describe, expect, it } from 'vitest'
import { titleFrom } from '../../../lib/chat/conversation'

describe('titleFrom', () => {
  it('takes the first line, with its spaces folded', () => {
    expect(titleFrom('  What   is this?\nAnd that?')).toBe('What is this?')
  })

  it('cuts between words and says that it cut', () => {
    const title = titleFrom('Could you tell me at some length why the margins of medieval manuscripts were so wide?')
    expect(title).toBe('Could you tell me at some length why the margins of…')
    expect(title.length).toBeLessThanOrEqual(61)
  })

  it('cuts a line without spaces where it must', () => {
    expect(titleFrom('字'.repeat(80))).toBe(`${'字'.repeat(60)}…`)
  })
})
