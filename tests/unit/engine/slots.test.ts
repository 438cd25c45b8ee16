import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PauseReason } from '../../../lib/chat/message'
import { Slots } from '../../../lib/engine/slots'

const provider = (id: string, concurrentRuns?: number) => ({
  id,
  name: id.toUpperCase(),
  limits: concurrentRuns === undefined ? {} : { concurrentRuns },
})

/** One run: whether it is inside, and what it was told while it waited. */
function run(slots: Slots, of = provider('a', 1), onPause: () => void = () => {}) {
  const controller = new AbortController()
  const told: PauseReason[] = []
  const state = {
    of: of.id,
    told,
    phase: 'waiting' as 'waiting' | 'inside' | 'over',
    skip: undefined as (() => void) | undefined,
    leave: () => {},
    stop: () => controller.abort(),
  }
  const taken = slots.take(of, controller.signal, {
    onPause: (reason, skip) => {
      told.push(reason)
      state.skip = skip
      onPause()
    },
    onResume: () => {},
  })
  void taken.then(
    (leave) => {
      state.phase = 'inside'
      state.leave = () => {
        state.phase = 'over'
        leave()
      }
    },
    () => void (state.phase = 'over'),
  )
  return state
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('Slots', () => {
  it('lets one after the other write at a provider with room for one', async () => {
    const slots = new Slots(8)
    const [first, second, third, other] = [run(slots), run(slots), run(slots), run(slots, provider('b', 1))]
    await settle()
    expect([first.phase, second.phase, other.phase]).toEqual(['inside', 'waiting', 'inside'])
    expect(second.told).toEqual([{ reason: 'slot', providerName: 'A' }])
    first.leave()
    first.leave()
    await settle()
    expect([second.phase, third.phase]).toEqual(['inside', 'waiting'])
  })

  it('knows no limit where the reader set none but that of all', async () => {
    const slots = new Slots(3)
    const runs = Array.from({ length: 4 }, () => run(slots, provider('a')))
    await settle()
    expect(runs.map(({ phase }) => phase)).toEqual(['inside', 'inside', 'inside', 'waiting'])
    expect(runs[3]?.told).toEqual([{ reason: 'slot' }])
    // The limit of all is not the reader's, and cannot be overruled.
    expect(runs[3]?.skip).toBeUndefined()
  })

  it('frees the place in line of one who stops', async () => {
    const slots = new Slots(8)
    const [first, second, third] = [run(slots), run(slots), run(slots)]
    await settle()
    second.stop()
    first.leave()
    await settle()
    expect([second.phase, third.phase]).toEqual(['over', 'inside'])
  })

  it('lets the reader overrule their own limit for one', async () => {
    const slots = new Slots(8)
    const [first, second, third] = [run(slots), run(slots), run(slots)]
    await settle()
    third.skip?.()
    await settle()
    expect([second.phase, third.phase]).toEqual(['waiting', 'inside'])
    first.leave()
    await settle()
    expect(second.phase).toBe('waiting')
    third.leave()
    await settle()
    expect(second.phase).toBe('inside')
  })

  it('says so when something else stands in the way', async () => {
    const slots = new Slots(2)
    const [first, other] = [run(slots), run(slots, provider('b'))]
    const waiting = run(slots)
    await settle()
    other.leave()
    await settle()
    expect(waiting.told).toEqual([{ reason: 'slot' }, { reason: 'slot', providerName: 'A' }])
    first.leave()
    await settle()
    expect(waiting.phase).toBe('inside')
  })

  it('takes nobody’s place for one who was stopped before', async () => {
    const slots = new Slots(8)
    const holder = run(slots)
    const controller = new AbortController()
    controller.abort()
    const hooks = { onPause: () => {}, onResume: () => {} }
    await expect(slots.take(provider('a', 1), controller.signal, hooks)).rejects.toMatchObject({ kind: 'aborted' })
    holder.leave()
    const next = run(slots)
    await settle()
    expect(next.phase).toBe('inside')
  })

  it('lets everybody in, in order, whoever stops, overrules, leaves or throws', async () => {
    const step = fc.record({
      act: fc.constantFrom('take', 'take', 'take', 'throwing', 'leave', 'stop', 'skip'),
      who: fc.nat({ max: 30 }),
      at: fc.constantFrom('a', 'b', 'c'),
    })
    const caps = { a: 1, b: 2, c: undefined }
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 50 }), async (steps) => {
        const slots = new Slots(4)
        const runs: (ReturnType<typeof run> & { hurried?: boolean })[] = []
        const check = () => {
          const inside = runs.filter(({ phase }) => phase === 'inside')
          expect(inside.length).toBeLessThanOrEqual(4)
          for (const id of ['a', 'b', 'c'] as const) {
            const here = runs.filter(({ of, hurried }) => of === id && hurried !== true)
            const cap = caps[id] ?? 4
            expect(here.filter(({ phase }) => phase === 'inside').length).toBeLessThanOrEqual(cap)
            const live = here.filter(({ phase }) => phase !== 'over')
            const firstWaiting = live.findIndex(({ phase }) => phase === 'waiting')
            if (firstWaiting >= 0) expect(live.slice(firstWaiting).every(({ phase }) => phase === 'waiting')).toBe(true)
          }
        }
        for (const { act, who, at } of steps) {
          const one = runs[who % Math.max(1, runs.length)]
          if (act === 'take') runs.push(run(slots, provider(at, caps[at])))
          else if (act === 'throwing') {
            runs.push(
              run(slots, provider(at, caps[at]), () => {
                throw new Error('The reader’s window is gone.')
              }),
            )
          } else if (one && act === 'leave') one.leave()
          else if (one && act === 'stop') one.stop()
          else if (one?.skip && one.phase === 'waiting') {
            one.hurried = true
            one.skip()
          }
          await settle()
          check()
        }
        // Whoever is inside ends in some way, until nobody is left: else they would wait for ever.
        for (let inside = runs.filter(({ phase }) => phase === 'inside'); inside.length > 0;) {
          inside[0]?.leave()
          await settle()
          inside = runs.filter(({ phase }) => phase === 'inside')
        }
        expect(runs.filter(({ phase }) => phase !== 'over')).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})
