import { describe, expect, it } from 'vitest'
import type { Attachment, Snapshot } from '../../../lib/chat/attachment'
import { DriftWatch } from '../../../lib/panel/drift-watch'
import { attachment } from '../../helpers/messages'

const first = 'The page as it was read.'
const second = 'Something else stands there by now, and it is longer.'
const third = 'A third text that nobody has seen before today at all.'

function watched(differences: Partial<Attachment> = {}) {
  const read = attachment({ kind: 'page', tabId: 1, text: first, capturedAt: 0, ...differences })
  const world = { says: first as string | undefined, now: 100_000, looks: 0 }
  const watch = new DriftWatch({
    readAgain: async (of): Promise<Snapshot | undefined> => {
      world.looks += 1
      return world.says === undefined ? undefined : { ...of, text: world.says }
    },
    now: () => world.now,
  })
  return { watch, world, read, told: () => watch.store.getState().drifted[read.id]?.text }
}

describe('the watch over attached pages', () => {
  it('tells what a page says now, and takes it back', async () => {
    const { watch, world, read, told } = watched()
    world.says = second
    await watch.check([read])
    expect(told()).toBe(second)
    world.says = first
    world.now += 60_000
    await watch.check([read])
    expect(told()).toBeUndefined()
  })

  it('looks again only after a rest, or when something happened to the page', async () => {
    const { watch, world, read, told } = watched()
    await watch.check([read])
    world.says = second
    await watch.check([read])
    expect([world.looks, told()]).toEqual([1, undefined])
    await watch.check([read], 'loaded')
    expect([world.looks, told()]).toEqual([2, second])
  })

  it('looks sooner again where something is being asked', async () => {
    const { watch, world, read, told } = watched()
    await watch.check([read])
    world.says = second
    world.now += 2_500
    await watch.check([read])
    expect([world.looks, told()]).toEqual([1, undefined])
    await watch.check([read], 'asking')
    expect([world.looks, told()]).toEqual([2, second])
    await watch.check([read], 'asking')
    expect(world.looks).toBe(2)
  })

  it('does not look at a page that was read a moment ago', async () => {
    const { watch, world, read } = watched({ capturedAt: 99_000 })
    await watch.check([read])
    expect(world.looks).toBe(0)
  })

  it('is quiet about what the reader keeps until the page goes on changing', async () => {
    const { watch, world, read, told } = watched()
    world.says = second
    await watch.check([read])
    watch.keep(read.id)
    expect(told()).toBeUndefined()
    await watch.check([read], 'loaded')
    expect(told()).toBeUndefined()
    world.says = third
    await watch.check([read], 'loaded')
    expect(told()).toBe(third)
  })

  it('says nothing of pages that are closed or may not be read', async () => {
    const { watch, world, read, told } = watched()
    world.says = undefined
    await watch.check([read])
    expect(told()).toBeUndefined()
  })

  it('leaves alone what is no page of a tab', async () => {
    const { watch, world, read } = watched({ kind: 'file' })
    const { tabId: _, ...made } = { ...read, kind: 'page' as const }
    await watch.check([read, made], 'loaded')
    expect(world.looks).toBe(0)
  })
})
