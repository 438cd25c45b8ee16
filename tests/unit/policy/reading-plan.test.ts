import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunRecord } from '../../../lib/chat/run-record'
import { estimate, fitsIn, paceOf, roomIn } from '../../../lib/policy/reading-plan'

const cloud = { contextWindow: 32_768, maxOutputTokens: undefined, local: false }
const noPrices = { own: {}, listed: [] }

function run(differences: Partial<RunRecord>): RunRecord {
  return {
    messageId: 'm',
    conversationId: 'c',
    startedAt: 1,
    updatedAt: 1,
    status: 'complete',
    phase: 'writing',
    providerId: 'groq',
    model: 'm',
    characters: 100,
    likelyTokens: 25,
    outputTokens: 100,
    fallbacks: 0,
    metrics: { firstTokenMs: 500, generatingMs: 1_000, deltas: 20 },
    ...differences,
  }
}

describe('fitsIn', () => {
  it('says yes where nothing is known: the server counts', () => {
    expect(fitsIn({ ...cloud, contextWindow: undefined }, 1e9)).toBe(true)
  })

  it('lets a server count what may well fit, but takes no risk where a prompt may be cut without a word', () => {
    expect(fitsIn(cloud, 40_000)).toBe(true)
    expect(fitsIn({ ...cloud, local: true }, 40_000)).toBe(false)
    expect(fitsIn(cloud, 50_000)).toBe(false)
  })

  it('keeps room for the answer', () => {
    expect(fitsIn({ ...cloud, local: true }, 32_700)).toBe(false)
    expect(fitsIn({ ...cloud, local: true, maxOutputTokens: 8_000 }, 26_000)).toBe(false)
    expect(fitsIn({ ...cloud, local: true, maxOutputTokens: 4_000 }, 26_000)).toBe(true)
  })
})

describe('roomIn', () => {
  it('leaves a section, what goes along with it and an answer inside the window, whatever the model', () => {
    const model = fc.record({
      contextWindow: fc.integer({ min: 2_048, max: 2_000_000 }),
      maxOutputTokens: fc.option(fc.integer({ min: 1, max: 100_000 }), { nil: undefined }),
      local: fc.boolean(),
    })
    fc.assert(
      fc.property(model, fc.double({ min: 0, max: 0.5, noNaN: true }), (one, share) => {
        const besides = one.contextWindow * share
        const room = roomIn(one, besides)
        const answer = Math.min(one.maxOutputTokens ?? 1_024, one.contextWindow / 4)
        expect(room.section).toBeLessThanOrEqual(room.text)
        expect(room.part).toBeLessThanOrEqual(Math.max(128, room.text))
        if (room.text > 256) expect(room.text + besides + answer).toBeLessThanOrEqual(one.contextWindow)
      }),
    )
  })

  it('reads longer sections with models that hold more, but not on this machine, where they cost memory', () => {
    expect(roomIn({ ...cloud, contextWindow: 1_000_000 }, 500).section).toBeGreaterThan(100_000)
    expect(roomIn({ ...cloud, contextWindow: 1_000_000, local: true }, 500).section).toBe(6_000)
  })
})

describe('paceOf', () => {
  it('is the median of what the same model did lately', () => {
    const runs = [
      run({ metrics: { firstTokenMs: 400, generatingMs: 1_000, deltas: 9 } }),
      run({ metrics: { firstTokenMs: 90_000, generatingMs: 100_000, deltas: 9 } }),
      run({ metrics: { firstTokenMs: 600, generatingMs: 2_000, deltas: 9 } }),
      run({ model: 'other', metrics: { firstTokenMs: 1, generatingMs: 200, deltas: 9 } }),
      run({ status: 'failed', metrics: { firstTokenMs: 1, generatingMs: 200, deltas: 9 } }),
    ]
    expect(paceOf(runs, 'groq', 'm')).toEqual({ firstTokenMs: 600, tokensPerSecond: 50 })
  })

  it('is unknown where nothing was measured', () => {
    expect(paceOf([run({ metrics: {} })], 'groq', 'm')).toBeUndefined()
    expect(paceOf([], 'groq', 'm')).toBeUndefined()
  })
})

describe('estimate', () => {
  const known = { model: 'm', prices: noPrices, pace: undefined, atOnce: 3 }

  it('says neither price nor time where nothing tells them', () => {
    expect(estimate({ sections: [4_000, 4_000], once: 0, besides: 400 }, known)).toEqual({
      tokens: (4_400 * 2 + 400) * 0.75 + 400,
    })
  })

  it('counts rounds of sections, then the answer', () => {
    const pace = { firstTokenMs: 1_000, tokensPerSecond: 100 }
    const { ms } = estimate({ sections: [1, 1, 1, 1], once: 0, besides: 0 }, { ...known, pace })
    // Two rounds of 200 tokens each, and an answer of 500.
    expect(ms).toBe(2 * 3_000 + 6_000)
  })

  it('knows what it costs by the prices that are listed', () => {
    const listed = [{ id: 'm', inputPrice: 1, outputPrice: 10 }]
    const { usd, tokens } = estimate(
      { sections: [], once: 10_000, besides: 0 },
      { ...known, prices: { own: {}, listed } },
    )
    expect(usd).toBeCloseTo((tokens + 500 * 10) / 1e6)
  })
})
