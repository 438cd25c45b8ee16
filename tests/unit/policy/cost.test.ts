import { describe, expect, it } from 'vitest'
import { costOf, type PriceTable } from '../../../lib/policy/cost'

const million = 1_000_000
const none: PriceTable = { own: {}, listed: [] }
const listed: PriceTable = { own: {}, listed: [{ id: 'm', inputPrice: 3, outputPrice: 15 }] }
const both: PriceTable = { ...listed, own: { m: { inputPrice: 1, outputPrice: 2, cachedInputPrice: 0.1 } } }
const usage = { inputTokens: million, outputTokens: million }

describe('costOf', () => {
  it('takes the provider’s word first, then the user’s table, then the provider’s list', () => {
    expect(costOf({ model: 'm', usage: { ...usage, costUsd: 7 } }, both)).toEqual({ usd: 7, source: 'reported' })
    expect(costOf({ model: 'm', usage }, both)).toEqual({ usd: 3, source: 'own-prices' })
    expect(costOf({ model: 'm', usage }, listed)).toEqual({ usd: 18, source: 'listed-prices' })
    expect(costOf({ model: 'm', usage }, none)).toBeUndefined()
    expect(costOf({ model: 'm' }, both)).toBeUndefined()
  })

  it('counts cached tokens, which are part of the input, at their own price', () => {
    const cached = { ...usage, cachedInputTokens: million / 2 }
    expect(costOf({ model: 'm', usage: cached }, both)?.usd).toBeCloseTo(0.5 + 0.05 + 2)
    expect(costOf({ model: 'm', usage: cached }, listed)?.usd).toBeCloseTo(18)
  })

  it('goes by the model that answered before the one asked for', () => {
    const prices: PriceTable = {
      own: { auto: { inputPrice: 9, outputPrice: 9 }, small: { inputPrice: 1, outputPrice: 1 } },
      listed: [],
    }
    expect(costOf({ model: 'auto', answeredBy: 'small', usage }, prices)?.usd).toBe(2)
    expect(costOf({ model: 'auto', answeredBy: 'unheard-of', usage }, prices)?.usd).toBe(18)
  })

  it('says nothing rather than half a sum', () => {
    expect(costOf({ model: 'm', usage: { inputTokens: million } }, listed)).toBeUndefined()
    expect(costOf({ model: 'm', usage: { outputTokens: million } }, listed)).toBeUndefined()
    const free: PriceTable = { own: {}, listed: [{ id: 'm', inputPrice: 0, outputPrice: 0 }] }
    expect(costOf({ model: 'm', usage: { outputTokens: 5 } }, free)).toEqual({ usd: 0, source: 'listed-prices' })
  })

  it('takes no price from what every object has', () => {
    expect(costOf({ model: 'constructor', usage }, none)).toBeUndefined()
  })
})
