import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { PauseReason } from '../../../lib/chat/message'
import { sessionBuckets } from '../../../lib/engine/bucket-store'
import { RateGate, type BucketStore } from '../../../lib/engine/rate-gate'

const shop = (requestsPerMinute?: number) => ({
  id: 'shop',
  name: 'Shop',
  limits: requestsPerMinute === undefined ? {} : { requestsPerMinute },
})

const nowhere: BucketStore = { load: async () => undefined, save: async () => {} }

/** One who asks: when it was let through, and what it was told meanwhile. */
function asker(gate: RateGate, provider = shop(1)) {
  const controller = new AbortController()
  const told: PauseReason[] = []
  const asked = { told, passed: false, stopped: false, resumed: 0, skip: () => {}, stop: () => controller.abort() }
  void gate
    .pass(provider, controller.signal, {
      onPause: (reason, skip = () => {}) => {
        told.push(reason)
        asked.skip = skip
      },
      onResume: () => void (asked.resumed += 1),
    })
    .then(
      () => void (asked.passed = true),
      () => void (asked.stopped = true),
    )
  return asked
}

describe('RateGate', () => {
  beforeEach(() => {
    fakeBrowser.reset()
    vi.useFakeTimers()
  })
  afterEach(() => void vi.useRealTimers())
  const settle = () => vi.advanceTimersByTimeAsync(0)

  it('lets everybody through where the reader set no limit, and remembers nothing', async () => {
    const save = vi.fn<BucketStore['save']>(async () => {})
    const gate = new RateGate({ store: { ...nowhere, save }, now: Date.now })
    const askers = Array.from({ length: 50 }, () => asker(gate, shop()))
    await settle()
    expect(askers.every(({ passed, told }) => passed && told.length === 0)).toBe(true)
    expect(save).not.toHaveBeenCalled()
  })

  it('keeps the order and says how long it takes', async () => {
    const gate = new RateGate({ store: nowhere, now: Date.now })
    const [first, second, third] = [asker(gate, shop(2)), asker(gate, shop(2)), asker(gate, shop(2))]
    const fourth = asker(gate, shop(2))
    await settle()
    expect([first.passed, second.passed, third.passed]).toEqual([true, true, false])
    expect(third.told).toEqual([{ reason: 'rate-limit', providerName: 'Shop', requestsPerMinute: 2, waitMs: 30_000 }])
    expect(fourth.told).toMatchObject([{ waitMs: 60_000 }])
    await vi.advanceTimersByTimeAsync(30_000)
    expect([third.passed, third.resumed, fourth.passed]).toEqual([true, 1, false])
    await vi.advanceTimersByTimeAsync(30_000)
    expect(fourth.passed).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('sends one now that the reader will not let wait, and lets the others wait no shorter', async () => {
    const gate = new RateGate({ store: nowhere, now: Date.now })
    const [, second, third] = [asker(gate), asker(gate), asker(gate)]
    await settle()
    third.skip()
    third.skip()
    await settle()
    expect([second.passed, third.passed]).toEqual([false, true])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(second.passed).toBe(false)
    expect(second.told.at(-1)).toMatchObject({ waitMs: 120_000 })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(second.passed).toBe(true)
  })

  it('tells those behind one who stops that it takes less long', async () => {
    const gate = new RateGate({ store: nowhere, now: Date.now })
    const [, second, third] = [asker(gate), asker(gate), asker(gate)]
    await settle()
    second.stop()
    await settle()
    expect(second.stopped).toBe(true)
    expect(third.told).toMatchObject([{ waitMs: 120_000 }, { waitMs: 60_000 }])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(third.passed).toBe(true)
  })

  it('counts what nobody sees wait, and does not hold it up', async () => {
    const gate = new RateGate({ store: nowhere, now: Date.now })
    await gate.pass(shop(1), new AbortController().signal)
    expect(await gate.isOpen(shop(1))).toBe(false)
    expect(await gate.isOpen({ ...shop(1), id: 'another' })).toBe(true)
    const next = asker(gate)
    await settle()
    expect(next.passed).toBe(false)
  })

  it('goes on where the worker before it was ended', async () => {
    await new RateGate({ store: sessionBuckets, now: Date.now }).pass(shop(1), new AbortController().signal)
    await vi.advanceTimersByTimeAsync(20_000)
    const next = asker(new RateGate({ store: sessionBuckets, now: Date.now }))
    await settle()
    expect(next.told).toMatchObject([{ waitMs: 40_000 }])
  })

  it.each([{ tokens: 'many', at: 0 }, { tokens: 1 }, 'broken', null])(
    'begins anew where %j is stored',
    async (junk) => {
      await fakeBrowser.storage.session.set({ 'requests:shop': junk })
      const first = asker(new RateGate({ store: sessionBuckets, now: Date.now }))
      await settle()
      expect(first.passed).toBe(true)
    },
  )

  it('does not fail a question because the count cannot be kept', async () => {
    const fail = () => Promise.reject(new Error('No room.'))
    const gate = new RateGate({ store: { load: fail, save: fail }, now: Date.now })
    const [first, second] = [asker(gate), asker(gate)]
    await settle()
    expect([first.passed, second.passed]).toEqual([true, false])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(second.passed).toBe(true)
  })

  it.each([-3_600_000, 3_600_000])('survives a clock that is set by %i ms while somebody waits', async (jump) => {
    let offset = 0
    const gate = new RateGate({ store: nowhere, now: () => Date.now() + offset })
    const [, second, third, fourth] = [asker(gate), asker(gate), asker(gate), asker(gate)]
    await settle()
    offset = jump
    await vi.advanceTimersByTimeAsync(60_000)
    expect([second.passed, third.passed]).toEqual([true, false])
    await vi.advanceTimersByTimeAsync(60_000)
    expect([third.passed, fourth.passed]).toEqual([true, false])
  })

  it('lets everybody out in order, whoever stops or hurries', async () => {
    const step = fc.record({
      act: fc.constantFrom('ask', 'ask', 'ask', 'stop', 'skip', 'wait'),
      who: fc.nat({ max: 20 }),
      ms: fc.nat({ max: 40_000 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.array(step, { maxLength: 40 }), async (perMinute, steps) => {
        const gate = new RateGate({ store: nowhere, now: Date.now })
        const askers: (ReturnType<typeof asker> & { hurried?: boolean })[] = []
        for (const { act, who, ms } of steps) {
          const one = askers[who % Math.max(1, askers.length)]
          if (act === 'ask') askers.push(asker(gate, shop(perMinute)))
          else if (act === 'wait') await vi.advanceTimersByTimeAsync(ms)
          else if (one && act === 'stop') one.stop()
          else if (one && !one.passed) {
            one.hurried = true
            one.skip()
          }
          await settle()
          const inLine = askers.filter(({ stopped, hurried }) => !stopped && hurried !== true)
          const firstWaiting = inLine.findIndex(({ passed }) => !passed)
          if (firstWaiting >= 0) expect(inLine.slice(firstWaiting).some(({ passed }) => passed)).toBe(false)
        }
        await vi.advanceTimersByTimeAsync((askers.length + 2) * 120_000)
        expect(askers.filter(({ passed, stopped }) => !passed && !stopped)).toEqual([])
        expect(vi.getTimerCount()).toBe(0)
      }),
      { numRuns: 60 },
    )
  })
})
