import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ThinkSplitter } from '../../../lib/adapters/think-splitter'

function split(pieces: readonly string[]): { reasoning: string; text: string } {
  const splitter = new ThinkSplitter()
  const events = [...pieces.flatMap((piece) => splitter.take(piece)), ...splitter.end()]
  const joined = (type: string): string =>
    events.map((event) => (event.type === type && 'text' in event ? event.text : '')).join('')
  return { reasoning: joined('reasoning-delta'), text: joined('text-delta') }
}

describe('ThinkSplitter', () => {
  it.each([
    ['<think>a</think>b', 'a', 'b'],
    ['  \n<think>\na\n</think>\n\nb', '\na\n', '\n\nb'],
    ['<thinking>a</thinking>b', 'a', 'b'],
    ['<reasoning>a</reasoning>b', 'a', 'b'],
    ['<THINK>a</Think>b', 'a', 'b'],
    ['<think>a</thinking>b', 'a</thinking>b', ''],
    ['<think></think>b', '', 'b'],
    ['<think>never closed', 'never closed', ''],
    ['<think>never closed</thi', 'never closed</thi', ''],
    ['b <think>a</think>', '', 'b <think>a</think>'],
    ['<thin', '', '<thin'],
    ['<thinner>', '', '<thinner>'],
    ['< think>', '', '< think>'],
    ['a</think>b', '', 'a</think>b'],
    ['', '', ''],
    ['   ', '', '   '],
    ['<think>a</think>b<think>c</think>', 'a', 'b<think>c</think>'],
  ])('takes %j apart wherever it is cut', (answer, reasoning, text) => {
    expect(split([answer])).toEqual({ reasoning, text })
    expect(split(answer.split(''))).toEqual({ reasoning, text })
    for (let cut = 0; cut <= answer.length; cut++) {
      expect(split([answer.slice(0, cut), answer.slice(cut)])).toEqual({ reasoning, text })
    }
  })

  it('gives text on as soon as it cannot be a tag', () => {
    const splitter = new ThinkSplitter()
    expect(splitter.take('<')).toEqual([])
    expect(splitter.take('b')).toEqual([{ type: 'text-delta', text: '<b' }])
    expect(splitter.take('<')).toEqual([{ type: 'text-delta', text: '<' }])
  })

  it('gives thinking on while it comes, but for what may be the closing tag', () => {
    const splitter = new ThinkSplitter()
    expect(splitter.take('<think>one <')).toEqual([{ type: 'reasoning-delta', text: 'one ' }])
    expect(splitter.take('two')).toEqual([{ type: 'reasoning-delta', text: '<two' }])
  })

  it('loses no character of an answer without tags', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (pieces) => {
        const whole = pieces.join('')
        fc.pre(!/^\s*<(think|thinking|reasoning)>/i.test(whole))
        expect(split(pieces)).toEqual({ reasoning: '', text: whole })
      }),
    )
  })

  it('is the same for every way to cut an answer', () => {
    const part = fc.constantFrom('<', '/', 'think', '>', 'thi', 'nk', ' ', '\n', 'x', '<think>', '</think>')
    fc.assert(
      fc.property(fc.array(part), fc.array(fc.nat(40)), (parts, cuts) => {
        const whole = parts.join('')
        const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b), whole.length]
        const pieces = places.slice(1).map((place, index) => whole.slice(places[index], place))
        expect(split(pieces)).toEqual(split([whole]))
      }),
    )
  })
})
