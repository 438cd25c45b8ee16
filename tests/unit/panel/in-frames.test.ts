import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MessageEvent } from '../../../lib/messaging/port'
import { inFrames } from '../../../lib/panel/in-frames'
import type { PortHandlers } from '../../../lib/panel/port-client'

const delta = (text: string): MessageEvent => ({ messageId: 'm', event: { type: 'text-delta', text } })

function followed() {
  const heard: string[][] = []
  const world = { snapshots: 0, left: false, frames: [] as (() => void)[], port: undefined as PortHandlers | undefined }
  const follow = inFrames(
    (_, handlers) => {
      world.port = handlers
      return () => (world.left = true)
    },
    (draw) => {
      world.frames.push(draw)
      return () => (world.frames = world.frames.filter((one) => one !== draw))
    },
  )
  const leave = follow('c', {
    onSnapshot: () => (world.snapshots += 1),
    onEvents: (events) => heard.push(events.map(({ event }) => (event.type === 'text-delta' ? event.text : ''))),
  })
  const say = (...texts: string[]) => world.port?.onEvents(texts.map(delta))
  const frame = () => world.frames.splice(0).forEach((draw) => draw())
  return { heard, world, leave, say, frame }
}

describe('what a port tells, frame by frame', () => {
  it('is handed on at once, and then once a frame', () => {
    const { heard, say, frame } = followed()
    say('a')
    say('b')
    say('c', 'd')
    expect(heard).toEqual([['a']])
    frame()
    expect(heard).toEqual([['a'], ['b', 'c', 'd']])
    frame()
    say('e')
    expect(heard.at(-1)).toEqual(['e'])
  })

  it('is handed on at once behind the beginning of an answer: its first words use up the frame', () => {
    const { heard, world, say, frame } = followed()
    world.port?.onEvents([{ messageId: 'm', event: { type: 'model', model: 'gpt' } }])
    say('a')
    say('b')
    expect(heard).toEqual([[''], ['a']])
    expect(world.frames).toHaveLength(1)
    frame()
    expect(heard.at(-1)).toEqual(['b'])
  })

  it('asks for no frame when nothing is told', () => {
    const { world, say, frame } = followed()
    expect(world.frames).toHaveLength(0)
    say('a')
    frame()
    expect(world.frames).toHaveLength(0)
  })

  it('gives way to a snapshot, which holds what came before it', () => {
    const { heard, world, say, frame } = followed()
    say('a')
    say('b')
    world.port?.onSnapshot([])
    frame()
    expect(heard).toEqual([['a']])
    expect(world.snapshots).toBe(1)
  })

  it('says nothing more once nobody follows', () => {
    const { heard, world, leave, say, frame } = followed()
    say('a')
    say('b')
    leave()
    frame()
    expect(heard).toEqual([['a']])
    expect(world.left).toBe(true)
  })

  it('loses nothing and keeps the order, whenever frames come', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ minLength: 1 }), fc.constant(null))), (steps) => {
        const { heard, say, frame } = followed()
        for (const step of steps) {
          if (step === null) frame()
          else say(step)
        }
        frame()
        expect(heard.flat()).toEqual(steps.filter((step) => step !== null))
      }),
    )
  })
})
