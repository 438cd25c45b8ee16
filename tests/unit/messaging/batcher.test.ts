import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Batcher } from '../../../lib/messaging/batcher'
import type { MessageEvent, PortMessage } from '../../../lib/messaging/port'
import { message } from '../../helpers/messages'

const delta = (text: string, messageId = 'a'): MessageEvent => ({ messageId, event: { type: 'text-delta', text } })

describe('Batcher', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function collect() {
    const sent: PortMessage[] = []
    return { sent, batcher: new Batcher((one) => sent.push(one), 0) }
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
    batcher.push(delta('first'))
    const between: MessageEvent = { messageId: 'a', event: { type: 'status', status: 'complete' } }
    const thought: MessageEvent = { messageId: 'b', event: { type: 'reasoning-delta', text: 'z' } }
    const events = [delta('x'), delta('y', 'b'), thought, between]
    for (const event of events) batcher.push(event)
    vi.advanceTimersByTime(8)
    expect(sent.at(-1)).toMatchObject({ events })
  })

  it('lets the first words of an answer pass at once behind its beginning', () => {
    const { sent, batcher } = collect()
    const start: MessageEvent = { messageId: 'a', event: { type: 'start', message: message() } }
    const model: MessageEvent = { messageId: 'a', event: { type: 'model', model: 'gpt' } }
    for (const event of [start, model, delta('one'), delta('two')]) batcher.push(event)
    expect(sent.map((one) => one.type === 'events' && one.events)).toEqual([[start], [model], [delta('one')]])
    vi.advanceTimersByTime(8)
    expect(sent.at(-1)).toEqual({ type: 'events', seq: 4, events: [delta('two')] })
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
