import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { servePorts } from '../../../entrypoints/background/port-server'
import type { Message } from '../../../lib/chat/message'
import type { Engine } from '../../../lib/engine/engine'
import type { RunListener } from '../../../lib/engine/runs'
import type { PortMessage } from '../../../lib/messaging/port'
import { followConversation } from '../../../lib/panel/port-client'
import { linkedPorts, type FakePort } from '../../helpers/linked-ports'
import { message } from '../../helpers/messages'

const origin = 'chrome-extension://gloss'
const sender = { id: 'gloss', origin, url: `${origin}/sidepanel.html` }

/** A worker and its panels over linked ports. */
function setUp(inFlight: Message[] = []) {
  const listeners = new Set<RunListener>()
  const engine = {
    inFlight: () => inFlight,
    subscribe: (listener: RunListener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  } as unknown as Engine
  let serve: (port: FakePort) => void = () => {}
  vi.spyOn(browser.runtime.onConnect, 'addListener').mockImplementation((listener: unknown) => {
    serve = listener as typeof serve
  })
  const workerEnds: FakePort[] = []
  vi.spyOn(browser.runtime, 'connect').mockImplementation(((info: { name: string }) => {
    const { panel, worker } = linkedPorts(info.name)
    worker.sender = sender
    workerEnds.push(worker)
    serve(worker)
    return panel
  }) as unknown as typeof browser.runtime.connect)
  servePorts(engine, Promise.resolve())
  return { listeners, workerEnds, serve: (port: FakePort) => serve(port) }
}

describe('ports', () => {
  beforeEach(() => {
    Object.assign(browser.runtime, { id: 'gloss' })
    vi.spyOn(browser.runtime, 'getURL').mockImplementation((path: string) => origin + path)
  })

  it('bring a panel the answer in flight, then what happens to it', async () => {
    const { listeners } = setUp([message({ parts: [{ type: 'text', text: 'So far' }] })])
    const snapshots: Message[][] = []
    const texts: string[] = []
    const stop = followConversation('c', {
      onSnapshot: (messages) => snapshots.push(messages),
      onEvents: (events) => events.forEach(({ event }) => event.type === 'text-delta' && texts.push(event.text)),
    })
    await vi.waitFor(() => expect(snapshots).toHaveLength(1))
    expect(snapshots[0]?.[0]?.parts).toEqual([{ type: 'text', text: 'So far' }])
    for (const listener of listeners) {
      listener('c', { messageId: 'answer', event: { type: 'text-delta', text: ', so good' } })
      listener('another', { messageId: 'x', event: { type: 'text-delta', text: 'not mine' } })
    }
    await vi.waitFor(() => expect(texts).toEqual([', so good']))
    stop()
    expect(listeners.size).toBe(0)
  })

  it('are refused to strangers', () => {
    const { serve, listeners } = setUp()
    const { panel, worker } = linkedPorts('conversation:c')
    worker.sender = { ...sender, origin: 'https://example.org', url: 'https://example.org/' }
    const closed = vi.fn<() => void>()
    panel.onDisconnect.addListener(closed)
    serve(worker)
    expect(closed).toHaveBeenCalled()
    expect(listeners.size).toBe(0)
  })

  it('are connected anew, with a new snapshot, when the worker died', async () => {
    const { workerEnds } = setUp([message()])
    const onSnapshot = vi.fn<(messages: Message[]) => void>()
    const stop = followConversation('c', { onSnapshot, onEvents: () => {} })
    await vi.waitFor(() => expect(onSnapshot).toHaveBeenCalledTimes(1))
    workerEnds[0]?.disconnect()
    await vi.waitFor(() => expect(onSnapshot).toHaveBeenCalledTimes(2))
    stop()
    workerEnds[1]?.disconnect()
    expect(workerEnds).toHaveLength(2)
  })

  it('heal a gap by a new snapshot', async () => {
    const { workerEnds } = setUp([message()])
    const onSnapshot = vi.fn<(messages: Message[]) => void>()
    const onEvents = vi.fn<(events: unknown[]) => void>()
    const stop = followConversation('c', { onSnapshot, onEvents })
    await vi.waitFor(() => expect(onSnapshot).toHaveBeenCalledTimes(1))
    const skipping: PortMessage = { type: 'events', seq: 7, events: [] }
    workerEnds[0]?.postMessage(skipping)
    await vi.waitFor(() => expect(onSnapshot).toHaveBeenCalledTimes(2))
    expect(onEvents).not.toHaveBeenCalled()
    stop()
  })
})
