import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { servePorts } from '../../../entrypoints/background/port-server'
import { applyEvent, type Message } from '../../../lib/chat/message'
import type { RunEvent } from '../../../lib/chat/stream-event'
import type { Engine } from '../../../lib/engine/engine'
import type { RunListener } from '../../../lib/engine/runs'
import { LiveAnswers, nothingLive } from '../../../lib/panel/live-answers'
import { followConversation } from '../../../lib/panel/port-client'
import { linkedPorts, type FakePort } from '../../helpers/linked-ports'
import { message } from '../../helpers/messages'

const origin = 'chrome-extension://gloss'
const conversations = ['a', 'b', 'c']

type Step =
  | { do: 'begin' | 'checkpoint' | 'complete' | 'complete-and-next'; of: string }
  | { do: 'write'; of: string; text: string }
  | { do: 'restart' | 'lose' }
  | { do: 'open'; panel: number; of: string }

/** Workers that follow each other, a database that outlives them, and panels that look on with some delay. */
function setUp(panelCount: number) {
  const stored = new Map<string, Message>()
  const alive = { flight: new Map<string, Message>(), listeners: new Set<RunListener>(), ports: new Set<FakePort>() }
  let ids = 0
  let loses = false
  const engine = {
    inFlight: (of: string) => [...alive.flight.values()].filter(({ conversationId }) => conversationId === of),
    subscribe: (listener: RunListener) => {
      alive.listeners.add(listener)
      return () => alive.listeners.delete(listener)
    },
  } as unknown as Engine
  let serve: (port: FakePort) => void = () => {}
  vi.spyOn(browser.runtime.onConnect, 'addListener').mockImplementation((listener: unknown) => {
    serve = listener as typeof serve
  })
  servePorts(engine, Promise.resolve())
  vi.spyOn(browser.runtime, 'connect').mockImplementation(((info: { name: string }) => {
    const { panel, worker } = linkedPorts(info.name)
    worker.sender = { id: 'gloss', origin, url: `${origin}/sidepanel.html` }
    const post = worker.postMessage
    worker.postMessage = (one) => {
      if (one.type === 'events' && loses) loses = false
      else post(one)
    }
    alive.ports.add(worker)
    worker.onDisconnect.addListener(() => alive.ports.delete(worker))
    serve(worker)
    return panel
  }) as unknown as typeof browser.runtime.connect)

  const of = (conversationId: string) => [...stored.values()].filter((one) => one.conversationId === conversationId)
  const panels = Array.from({ length: panelCount }, () => {
    const panel = { conversationId: 'a', view: nothingLive }
    const live = new LiveAnswers(followConversation, (view) => (panel.view = view))
    live.open('a')
    const look = () => live.sync(of(panel.conversationId))
    return {
      panel,
      look,
      open: (conversationId: string) => {
        panel.conversationId = conversationId
        live.open(conversationId)
        look()
      },
      /** What the thread draws: the port's copy while the database says that it is being written. */
      drawn: () =>
        of(panel.conversationId).map((one) => (one.status === 'streaming' ? (panel.view.live[one.id] ?? one) : one)),
    }
  })
  const store = (one: Message) => {
    stored.set(one.id, one)
    panels.forEach(({ look }, index) => setTimeout(look, 3 + 11 * index))
  }
  const emit = (one: Message, event: RunEvent) => {
    if (alive.flight.has(one.conversationId)) alive.flight.set(one.conversationId, applyEvent(one, event))
    alive.listeners.forEach((listener) => listener(one.conversationId, { messageId: one.id, event }))
  }
  const begin = (conversationId: string) => {
    if (alive.flight.has(conversationId)) return
    const one = message({ id: `answer-${++ids}`, conversationId })
    store(one)
    alive.flight.set(conversationId, one)
    emit(one, { type: 'start', message: one })
  }
  const complete = (conversationId: string) => {
    const one = alive.flight.get(conversationId)
    if (!one) return
    const ended = applyEvent(one, { type: 'status', status: 'complete' })
    store(ended)
    alive.flight.delete(conversationId)
    emit(one, { type: 'status', status: 'complete' })
  }
  const restart = () => {
    alive.flight.clear()
    alive.listeners.clear()
    const lost = [...alive.ports]
    alive.ports.clear()
    for (const port of lost) {
      // What the dead worker still had to say is never said.
      port.postMessage = () => {}
      port.disconnect()
    }
    for (const one of stored.values()) {
      if (one.status === 'streaming') store(applyEvent(one, { type: 'status', status: 'interrupted' }))
    }
  }
  const play = (step: Step) => {
    if (step.do === 'begin') begin(step.of)
    if (step.do === 'complete') complete(step.of)
    if (step.do === 'complete-and-next' && alive.flight.has(step.of)) {
      complete(step.of)
      begin(step.of)
    }
    if (step.do === 'write' || step.do === 'checkpoint') {
      const one = alive.flight.get(step.of)
      if (one && step.do === 'write') emit(one, { type: 'text-delta', text: step.text })
      if (one && step.do === 'checkpoint') store(one)
    }
    if (step.do === 'restart') restart()
    if (step.do === 'lose') loses = true
    if (step.do === 'open') panels[step.panel % panelCount]?.open(step.of)
  }
  return { play, panels, stored, flight: alive.flight, ports: alive.ports }
}

const conversation = fc.constantFrom(...conversations)
const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('begin' as const, 'checkpoint' as const, 'complete' as const, 'complete-and-next' as const),
      of: conversation,
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), of: conversation, text: fc.string() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('restart' as const, 'lose' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), panel: fc.nat(2), of: conversation }) },
)

describe('any number of panels on any conversations', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    Object.assign(browser.runtime, { id: 'gloss' })
    vi.spyOn(browser.runtime, 'getURL').mockImplementation((path: string) => origin + path)
  })
  afterEach(() => void vi.useRealTimers())

  it('draw what the worker writes, through lost messages and lost workers, and hold no idle port', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(stepArbitrary, fc.nat({ max: 40 })), { minLength: 12, maxLength: 60 }),
        async (steps) => {
          const { play, panels, stored, flight, ports } = setUp(3)
          for (const [step, pauseMs] of steps) {
            play(step)
            await vi.advanceTimersByTimeAsync(pauseMs)
          }
          // What is lost at the very end is missed when the next message comes; by then every panel is connected again.
          for (const text of ['.', '!', '?']) {
            for (const of of conversations) play({ do: 'write', of, text })
            await vi.advanceTimersByTimeAsync(5_000)
          }
          await vi.advanceTimersByTimeAsync(10_000)

          for (const { panel, drawn } of panels) {
            const truth = [...stored.values()]
              .filter(({ conversationId }) => conversationId === panel.conversationId)
              .map((one) => (one.status === 'streaming' ? flight.get(one.conversationId) : one))
            expect(drawn()).toEqual(truth)
            const running = flight.get(panel.conversationId)
            expect(panel.view.runningIds).toEqual(running ? [running.id] : [])
          }
          const watching = panels.filter(({ panel }) => flight.has(panel.conversationId))
          expect(ports.size, 'one port for each panel that has something to hear').toBe(watching.length)
        },
      ),
      { numRuns: 200 },
    )
  })
})
