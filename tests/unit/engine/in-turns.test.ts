import { describe, expect, it } from 'vitest'
import { inTurns } from '../../../lib/engine/read-long/in-turns'
import { Slots } from '../../../lib/engine/slots'

/** Things to do, each of which ends when it is told to. */
function tasks(count: number) {
  const begun: number[] = []
  const enders: ((error?: Error) => void)[] = []
  const list = Array.from(
    { length: count },
    (_, index) =>
      async function* () {
        begun.push(index)
        yield `${index} begins`
        await new Promise<void>((resolve, reject) => {
          enders[index] = (error) => (error ? reject(error) : resolve())
        })
        yield `${index} ends`
      },
  )
  return { list, begun, end: (index: number, error?: Error) => enders[index]?.(error) }
}

const spareOf = (most: number) => {
  let spare = most
  return () => {
    if (spare === 0) return undefined
    spare -= 1
    return () => void (spare += 1)
  }
}

async function collect<Event>(events: AsyncIterable<Event>): Promise<Event[]> {
  const all: Event[] = []
  for await (const event of events) all.push(event)
  return all
}

describe('inTurns', () => {
  it('does as much at once as it may, and all of it', async () => {
    const { list, begun, end } = tasks(4)
    const all = collect(inTurns(list, spareOf(1)))
    await expect.poll(() => begun).toEqual([0, 1])
    end(1)
    await expect.poll(() => begun).toEqual([0, 1, 2])
    end(0)
    await expect.poll(() => begun).toEqual([0, 1, 2, 3])
    end(2)
    end(3)
    expect((await all).toSorted()).toEqual([0, 1, 2, 3].flatMap((index) => [`${index} begins`, `${index} ends`]))
  })

  it('does one after the other where there is no room for a second', async () => {
    const { list, begun, end } = tasks(3)
    const all = collect(inTurns(list, () => undefined))
    for (const index of [0, 1, 2]) {
      await expect.poll(() => begun.length).toBe(index + 1)
      end(index)
    }
    expect(await all).toHaveLength(6)
  })

  it('fails with the first that fails, and begins no further one', async () => {
    const { list, begun, end } = tasks(5)
    const all = collect(inTurns(list, spareOf(1)))
    const failed = expect(all).rejects.toThrow('No.')
    await expect.poll(() => begun).toEqual([0, 1])
    end(0, new Error('No.'))
    await failed
    expect(begun).toEqual([0, 1])
  })

  it('has nothing to say of nothing', async () => {
    expect(await collect(inTurns([], () => undefined))).toEqual([])
  })
})

describe('a spare slot', () => {
  const provider = { id: 'one', name: 'One', limits: { concurrentRuns: 2 } }
  const hooks = { onPause: () => {}, onResume: () => {} }
  const { signal } = new AbortController()

  it('is there as long as the reader’s limit and the others leave one', async () => {
    const slots = new Slots(8)
    await slots.take(provider, signal, hooks)
    const give = slots.takeSpare(provider)
    expect(give).toBeDefined()
    expect(slots.takeSpare(provider)).toBeUndefined()
    give?.()
    expect(slots.takeSpare(provider)).toBeDefined()
  })

  it('is not there while somebody waits', async () => {
    const slots = new Slots(2)
    const leave = await slots.take(provider, signal, hooks)
    await slots.take({ ...provider, id: 'two' }, signal, hooks)
    const third = slots.take({ ...provider, id: 'three' }, signal, hooks)
    expect(slots.takeSpare(provider)).toBeUndefined()
    leave()
    await third
    expect(slots.takeSpare(provider)).toBeUndefined()
  })
})
