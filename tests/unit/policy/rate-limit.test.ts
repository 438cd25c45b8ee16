import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { msToWait, refill, take, type Bucket } from '../../../lib/policy/rate-limit'

const minute = 60_000

describe('a bucket', () => {
  it('gives a minute’s requests at once, and then one after the other', () => {
    let bucket: Bucket | undefined
    for (let sent = 0; sent < 5; sent++) {
      expect(msToWait(bucket, 5, 0)).toBe(0)
      bucket = take(bucket, 5, 0)
    }
    expect(msToWait(bucket, 5, 0)).toBe(12_000)
    expect(msToWait(bucket, 5, 11_999)).toBe(1)
    expect(msToWait(bucket, 5, 12_000)).toBe(0)
    expect(msToWait(bucket, 5, 0, 3)).toBe(36_000)
  })

  it('makes those wait longer that come after one that did not', () => {
    const bucket = take(take(undefined, 1, 0), 1, 0)
    expect(msToWait(bucket, 1, 0)).toBe(2 * minute)
  })

  const steps = fc.array(
    fc.record({ clock: fc.oneof(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: -100, max: 30_000 })) }),
    { maxLength: 60 },
  )

  it('never locks, whatever clocks and hurried requests do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), steps, (perMinute, history) => {
        let now = 1e12
        let bucket: Bucket | undefined
        for (const { clock } of history) {
          now += clock
          bucket = take(bucket, perMinute, now)
          // A debt of a minute at most, and the request itself.
          expect(msToWait(bucket, perMinute, now)).toBeLessThanOrEqual(minute + Math.ceil(minute / perMinute))
        }
        const wait = msToWait(bucket, perMinute, now)
        // By a millisecond, since it counts in fractions.
        expect(msToWait(bucket, perMinute, now + wait + 1)).toBe(0)
      }),
    )
  })

  it('never holds more than a minute’s requests, also after the clock was set forward', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), steps, (perMinute, history) => {
        let now = 1e12
        let bucket: Bucket | undefined
        for (const { clock } of history) {
          now += clock
          bucket = refill(bucket, perMinute, now)
          expect(bucket.tokens).toBeLessThanOrEqual(perMinute)
          bucket = take(bucket, perMinute, now)
        }
      }),
    )
  })

  it('lets through what the rate allows and no more while the clock goes forward', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 }),
        (perMinute, gaps) => {
          let now = 0
          let bucket: Bucket | undefined
          let sent = 0
          for (const gap of gaps) {
            now += gap
            if (msToWait(bucket, perMinute, now) > 0) continue
            bucket = take(bucket, perMinute, now)
            sent += 1
            expect(sent).toBeLessThanOrEqual(perMinute + (now * perMinute) / minute + 0.001)
          }
        },
      ),
    )
  })

  it('follows a limit that is changed', () => {
    const full = refill(undefined, 10, 0)
    expect(refill(full, 2, 0).tokens).toBe(2)
    let owed = full
    for (let sent = 0; sent < 20; sent++) owed = take(owed, 10, 0)
    expect(msToWait(owed, 1, 0)).toBeLessThanOrEqual(2 * minute)
  })
})
