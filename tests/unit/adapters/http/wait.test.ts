import { describe, expect, it } from 'vitest'
import { retryAfter, waitIn } from '../../../../lib/adapters/http/wait'

describe('71: waitIn', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  it.each([
    ['5', 5_000],
    ['8.64s', 8_640],
    ['6m0s', 360_000],
    ['2m59.5s', 179_500],
    ['26ms', 26],
    ['1h2m', 3_720_000],
    ['23s', 23_000],
    ['2026-01-01T00:00:07Z', 7_000],
    ['2026-01-01T00:00:07.25+00:00', 7_250],
    [String(now + 3_000), 3_000],
    [String(now / 1_000 + 3), 3_000],
    [String(now - 3_000), undefined],
    ['48h', 24 * 60 * 60_000],
    ['soon', undefined],
    ['5 potatoes', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j is %j milliseconds', (text, wait) => {
    expect(waitIn(text, now)).toBe(wait)
  })
})

describe('F19, 71: retryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  it.each([
    [{ 'retry-after': '5' }, 5_000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': '5', 'retry-after-ms': '70' }, 70],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }, 9_000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:09 GMT' }, undefined],
    [{ 'retry-after': '1000000000' }, 24 * 60 * 60_000],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    // Only the budget that is used up is waited for.
    [
      {
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '6m0s',
        'x-ratelimit-remaining-tokens': '90',
        'x-ratelimit-reset-tokens': '9m0s',
      },
      360_000,
    ],
    [
      {
        'anthropic-ratelimit-requests-remaining': '0',
        'anthropic-ratelimit-requests-reset': '2026-01-01T00:00:30Z',
        'anthropic-ratelimit-tokens-remaining': '0',
        'anthropic-ratelimit-tokens-reset': '2026-01-01T00:01:00Z',
      },
      60_000,
    ],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now + 2_000) }, 2_000],
    [{ 'x-ratelimit-remaining': '0' }, undefined],
    [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '6m0s', 'retry-after': '1' }, 1_000],
    [{}, undefined],
  ])('%j', (headers: Record<string, string>, wait) => {
    expect(retryAfter(new Headers(headers), now)).toBe(wait)
  })
})
