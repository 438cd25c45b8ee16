import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { applyEvent, type FailedAttempt, type Message } from '../../../lib/chat/message'
import type { RunEvent } from '../../../lib/chat/stream-event'
import { Batcher } from '../../../lib/messaging/batcher'
import type { PortMessage } from '../../../lib/messaging/port'
import { message } from '../../helpers/messages'

/** What a panel makes of the messages of its port: the snapshot, then the fold of every batch. */
function panelView(messages: PortMessage[]): Message[] {
  const live = new Map<string, Message>()
  for (const one of messages) {
    if (one.type === 'snapshot') for (const each of one.messages) live.set(each.id, each)
    else {
      for (const { messageId, event } of one.events) {
        const folded = event.type === 'start' ? event.message : live.get(messageId)
        if (folded) live.set(messageId, applyEvent(folded, event))
      }
    }
  }
  return [...live.values()]
}

const eventArbitrary: fc.Arbitrary<RunEvent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant('text-delta' as const), text: fc.string({ unit: 'grapheme' }) }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('reasoning-delta' as const), text: fc.string() }) },
  fc.record({
    type: fc.constant('usage' as const),
    usage: fc.record({ outputTokens: fc.nat(), inputTokens: fc.nat() }),
  }),
  fc.record({ type: fc.constant('model' as const), model: fc.string() }),
  fc.record({
    type: fc.constant('pause' as const),
    pause: fc.record({ reason: fc.constant('slot' as const), since: fc.nat(), skippable: fc.boolean() }),
  }),
  fc.record({ type: fc.constant('resume' as const) }),
  fc.record({
    type: fc.constant('preset' as const),
    presetId: fc.string(),
    providerId: fc.string(),
    model: fc.string(),
    fallbacks: fc.constant<FailedAttempt[]>([]),
  }),
  fc.record({ type: fc.constant('metrics' as const), metrics: fc.record({ durationMs: fc.nat() }) }),
)

describe('a panel that joins after any event', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('ends with the same message as the worker', () => {
    fc.assert(
      fc.property(
        fc.array(eventArbitrary, { maxLength: 40 }),
        fc.nat({ max: 41 }),
        fc.array(fc.nat({ max: 30 }), { minLength: 41, maxLength: 41 }),
        (events, joinAfter, pauses) => {
          const all: RunEvent[] = [
            { type: 'start', message: message() },
            ...events,
            { type: 'status', status: 'complete' },
          ]
          const joinAt = Math.min(joinAfter, all.length)
          let worker: Message | undefined
          let batcher: Batcher | undefined
          const received: PortMessage[] = []
          const join = () => {
            received.push({ type: 'snapshot', seq: 0, messages: worker ? [worker] : [] })
            batcher = new Batcher((one) => received.push(JSON.parse(JSON.stringify(one)) as PortMessage), 0)
          }
          all.forEach((event, index) => {
            if (index === joinAt) join()
            worker = event.type === 'start' ? event.message : applyEvent(worker ?? message(), event)
            batcher?.push({ messageId: 'answer', event })
            vi.advanceTimersByTime(pauses[index] ?? 0)
          })
          if (joinAt === all.length) join()
          vi.advanceTimersByTime(100)

          expect(panelView(received)).toEqual([worker])
          const seqs = received.map(({ seq }) => seq)
          expect(seqs).toEqual(seqs.map((_, index) => index))
        },
      ),
      { numRuns: 500 },
    )
  })
})
