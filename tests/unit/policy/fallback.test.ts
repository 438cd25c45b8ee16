import { describe, expect, it } from 'vitest'
import type { Preset } from '../../../lib/chat/preset'
import { passesOn, retryDelayBeforeFallback, withFallbacksOf } from '../../../lib/policy/fallback'

const preset = (id: string, differences: Partial<Preset> = {}): Preset => ({
  id,
  name: id,
  providerId: 'p',
  model: id,
  parameters: {},
  ...differences,
})

describe('withFallbacksOf', () => {
  it('keeps the order, and leaves out itself, those named twice, put away and gone', () => {
    const first = preset('a', { fallbackPresetIds: ['c', 'a', 'gone', 'off', 'b', 'c'] })
    const all = [first, preset('b'), preset('c'), preset('off', { active: false })]
    expect(withFallbacksOf(first, all).map(({ id }) => id)).toEqual(['a', 'c', 'b'])
  })

  it('does not follow the fallbacks of fallbacks, so that no circle is walked', () => {
    const first = preset('a', { fallbackPresetIds: ['b'] })
    const all = [first, preset('b', { fallbackPresetIds: ['a', 'c'] }), preset('c')]
    expect(withFallbacksOf(first, all).map(({ id }) => id)).toEqual(['a', 'b'])
  })
})

describe('passesOn', () => {
  it('goes elsewhere with what another provider may do better, and shows what only the reader can mend', () => {
    const kinds = ['unreachable', 'rate-limit', 'quota', 'overloaded', 'timeout'] as const
    expect(kinds.filter(passesOn)).toEqual(kinds)
    const mendable = [
      'auth',
      'permission',
      'not-configured',
      'model-not-found',
      'context-length',
      'bad-request',
    ] as const
    expect(mendable.filter(passesOn)).toEqual([])
  })
})

describe('retryDelayBeforeFallback', () => {
  const overloaded = { kind: 'overloaded' as const, message: 'Overloaded.' }

  it('tries once more when that is quick', () => {
    expect(retryDelayBeforeFallback(overloaded, 1, 0.5)).toBe(1_000)
    expect(retryDelayBeforeFallback(overloaded, 2, 0.5)).toBeUndefined()
  })

  it('goes on at once when the server wants a long wait, or when trying again does not help', () => {
    expect(retryDelayBeforeFallback({ ...overloaded, retryAfterMs: 20_000 }, 1, 0.5)).toBeUndefined()
    expect(retryDelayBeforeFallback({ kind: 'quota', message: 'Spent.' }, 1, 0.5)).toBeUndefined()
  })
})
