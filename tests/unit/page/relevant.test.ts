import { describe, expect, it } from 'vitest'
import { relevantParts } from '../../../lib/page/relevant'

const part = (text: string, title = '') => ({ text, title, tokens: 10 })

describe('relevantParts', () => {
  const parts = [
    part('The ferry leaves at nine.'),
    part('Tickets are sold on board.'),
    part('Seals rest on the northern beach.'),
    part('The lighthouse was built in 1870 by the brothers Lind.'),
    part('It burns oil to this day.'),
    part('Bread is baked on Fridays.'),
  ]

  it('finds what the question is about, and what stands beside it', () => {
    expect(relevantParts('Who built the lighthouse?', parts, 20)).toContain(3)
    expect(relevantParts('lighthouse', parts, 30)).toEqual([2, 3, 4])
  })

  it('takes no more than there is room for, in the order of the text', () => {
    const many = Array.from({ length: 50 }, (_, index) => part(`Seals and ferries, part ${index}.`))
    const chosen = relevantParts('seals', many, 105)
    expect(chosen).toHaveLength(10)
    expect(chosen).toEqual(chosen.toSorted((one, other) => one - other))
  })

  it('counts a heading for what stands under it', () => {
    const under = [part('It opens at ten.', 'Museum'), part('It opens at nine.', 'Harbour')]
    expect(relevantParts('When does the museum open?', under, 10)).toEqual([0])
  })

  it('finds other forms of a word, and spellings without accents', () => {
    expect(relevantParts('baking bread', [part('Nothing.'), part('Breads were baked.')], 10)).toEqual([1])
    expect(relevantParts('cafe', [part('A bar.'), part('Das Café am Hafen.')], 10)).toEqual([1])
  })

  it('finds words where none are spaced', () => {
    const japanese = [
      part('船は九時に出ます。'),
      part('灯台は1870年に建てられました。'),
      part('パンは金曜日に焼きます。'),
    ]
    expect(relevantParts('灯台はいつ建てられましたか', japanese, 10)).toEqual([1])
    const chinese = [part('渡轮九点出发。'), part('灯塔建于1870年。')]
    expect(relevantParts('灯塔是什么时候建的？', chinese, 10)).toEqual([1])
  })

  it('takes parts from all over the text when the question names nothing of it', () => {
    const many = Array.from({ length: 40 }, (_, index) => part(`Line ${index}.`))
    const chosen = relevantParts('¿Qué dice?', many, 50)
    expect(chosen).toHaveLength(5)
    expect(chosen).toContain(0)
    expect(chosen).toContain(39)
  })

  it('finds nothing in nothing', () => {
    expect(relevantParts('Who?', [], 100)).toEqual([])
  })
})
