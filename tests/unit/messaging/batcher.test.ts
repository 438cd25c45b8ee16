import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Batcher } from '../../../lib/messaging/batcher'
import type { MessageEvent, PortMessage } from '../../../lib/messaging/port'

const delta = (text: string, messageId = 'a'): MessageEvent => ({ messageId, event: { type: 'text-delta', text } })

describe('Batcher', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function collect() {
    const sent: PortMessage[] = []
    return { sent, batcher: new Batcher((message) => sent.push(message), 0) }
  }

  it('sends the first event after a pause at once', () => {
    const { sent, batcher } = collect()
    batcher.push(delta('one'))
    expect(sent).toEqual([{ type: 'events', seq: 1, events: [delta('one')] }])
  })

  it('gathers for half a frame and joins neighbouring deltas of one kind', () => {
    const { sent, batcher } = collect()
    for (const text of ['a', 'b', 'c', 'd']) batcher.push(delta(text))
    expect(sent).toHaveLength(1)
    vi.advanceTimersByTime(8)
    expect(sent).toHaveLength(2)
    expect(sent[1]).toEqual({ type: 'events', seq: 2, events: [delta('bcd')] })
  })

  it('does not join across messages, kinds or other events', () => {
    const { sent, batcher } = collect()
    const thought: MessageEvent = { messageId: 'b', event: { type: 'reasoning-delta', text: 'z' } }
    const between: MessageEvent = { messageId: 'a', event: { type: 'status', status: 'complete' } }
    for (const first of [delta('first'), delta('first', 'b'), thought]) batcher.push(first)
    const events = [delta('x'), delta('y', 'b'), thought, between]
    for (const event of events) batcher.push(event)
    vi.advanceTimersByTime(8)
    expect(sent.at(-1)).toMatchObject({ events })
  })

  it('lets the first words of an answer pass at once, with what waits', () => {
    const { sent, batcher } = collect()
    const start: MessageEvent = { messageId: 'a', event: { type: 'metrics', metrics: {} } }
    const thought: MessageEvent = { messageId: 'a', event: { type: 'reasoning-delta', text: 'hm' } }
    for (const event of [start, start, thought, thought, delta('one'), delta('two')]) batcher.push(event)
    expect(sent.map((message) => message.type === 'events' && message.events)).toEqual([
      [start],
      [start, thought],
      [thought, delta('one')],
    ])
    vi.advanceTimersByTime(8)
    expect(sent.at(-1)).toEqual({ type: 'events', seq: 4, events: [delta('two')] })
    vi.advanceTimersByTime(8)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('runs no timer while there is nothing to send', () => {
    const { batcher } = collect()
    batcher.push(delta('one'))
    vi.advanceTimersByTime(8)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('sends nothing after it was closed', () => {
    const { sent, batcher } = collect()
    batcher.push(delta('one'))
    batcher.push(delta('two'))
    batcher.close()
    vi.advanceTimersByTime(100)
    expect(sent).toHaveLength(1)
  })
})
