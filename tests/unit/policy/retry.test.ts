import { describe, expect, it } from 'vitest'
import { errorKinds } from '../../../lib/chat/chat-error'
import { retryDelay } from '../../../lib/policy/retry'

const error = (kind: (typeof errorKinds)[number], facts = {}) => ({ kind, message: '', ...facts })

describe('retryDelay', () => {
  it('tries again only what passes by itself', () => {
    const retried = errorKinds.filter((kind) => retryDelay(error(kind, { status: 504 }), 1, 0.5) !== undefined)
    expect(retried.toSorted()).toEqual(['overloaded', 'rate-limit', 'timeout', 'unreachable'])
  })

  it('gives up after two more tries', () => {
    expect([1, 2, 3].map((attempt) => retryDelay(error('overloaded'), attempt, 0.5))).toEqual([1_000, 2_000, undefined])
  })

  it('spreads the tries', () => {
    expect([0, 1].map((random) => retryDelay(error('overloaded'), 1, random))).toEqual([750, 1_250])
  })

  it('does as the server says, unless that is too long', () => {
    expect(retryDelay(error('rate-limit', { retryAfterMs: 7_000 }), 1, 0)).toBe(7_000)
    expect(retryDelay(error('rate-limit', { retryAfterMs: 0 }), 1, 0)).toBe(0)
    expect(retryDelay(error('rate-limit', { retryAfterMs: 61_000 }), 1, 0)).toBeUndefined()
  })

  it('believes a failure that says whether another try makes sense', () => {
    expect([1, 2, 3].map((attempt) => retryDelay(error('bad-response', { retryable: true }), attempt, 0.5))).toEqual([
      1_000,
      2_000,
      undefined,
    ])
    expect(retryDelay(error('timeout', { retryable: true }), 2, 0.5)).toBe(2_000)
    expect(retryDelay(error('overloaded', { retryable: false, retryAfterMs: 1_000 }), 1, 0.5)).toBeUndefined()
  })

  it('does not start over when our own patience ended', () => {
    expect(retryDelay(error('timeout'), 1, 0)).toBeUndefined()
  })
})
