import { describe, expect, it } from 'vitest'
import { questionCost, type Asked } from '../../../lib/policy/question-cost'

const priced = { id: 'm', inputPrice: 2, outputPrice: 10 }
const asked = (facts: Partial<Asked> = {}): Asked => ({
  model: 'm',
  local: false,
  prices: { own: {}, listed: [priced] },
  ...facts,
})
const size = { tokens: 1_000, careful: 1_500 }

describe('the cost of a question', () => {
  it('is that of what goes out, and of the longest answer apart', () => {
    const cost = questionCost([asked({ maxOutputTokens: 500 })], size)
    expect(cost.usd).toBeCloseTo(0.002)
    expect(cost.answerUsd).toBeCloseTo(0.005)
  })

  it('is not told where no price is known, or no longest answer', () => {
    expect(questionCost([asked({ prices: { own: {}, listed: [] } })], size)).toEqual({ fits: true })
    expect(questionCost([asked()], size)).not.toHaveProperty('answerUsd')
  })

  it('adds up over those who are asked, or is not told', () => {
    expect(questionCost([asked(), asked()], size).usd).toBeCloseTo(0.004)
    expect(questionCost([asked(), asked({ model: 'unknown' })], size)).not.toHaveProperty('usd')
  })

  it('fits when it fits everybody', () => {
    expect(questionCost([asked({ contextWindow: 100_000 })], size).fits).toBe(true)
    expect(questionCost([asked({ contextWindow: 100_000 }), asked({ contextWindow: 1_000 })], size).fits).toBe(false)
  })
})
