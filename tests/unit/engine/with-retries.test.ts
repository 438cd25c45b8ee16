import { describe, expect, it, vi } from 'vitest'
import { ChatError, type ErrorInfo } from '../../../lib/chat/chat-error'
import type { StreamEvent } from '../../../lib/chat/stream-event'
import { withRetries } from '../../../lib/engine/with-retries'

const overloaded = new ChatError('overloaded', 'Overloaded.')
/** Two more tries for what passes, longer apart each time. */
const delay = ({ kind }: ErrorInfo, attempt: number) =>
  kind === 'overloaded' && attempt <= 2 ? attempt * 1_000 : undefined
const text: StreamEvent = { type: 'text-delta', text: 'Yes' }

/** Tries that fail as told, the last one with an answer. */
function server(...failures: (ChatError | null)[]) {
  const tries = [...failures]
  return vi.fn<() => AsyncGenerator<StreamEvent>>(async function* () {
    const failure = tries.shift() ?? null
    if (failure) throw failure
    yield text
  })
}

async function all(events: AsyncIterable<StreamEvent>): Promise<StreamEvent[]> {
  const collected: StreamEvent[] = []
  for await (const event of events) collected.push(event)
  return collected
}

describe('withRetries', () => {
  it('asks again after the wait', async () => {
    const ask = server(overloaded, overloaded)
    const waits: number[] = []
    expect(await all(withRetries(ask, async (_, ms) => void waits.push(ms), delay))).toEqual([text])
    expect(ask).toHaveBeenCalledTimes(3)
    expect(waits).toEqual([1_000, 2_000])
  })

  it('gives up in the end with the failure itself', async () => {
    const ask = server(overloaded, overloaded, overloaded)
    await expect(all(withRetries(ask, async () => {}, delay))).rejects.toBe(overloaded)
    expect(ask).toHaveBeenCalledTimes(3)
  })

  it('never asks again once there was a word', async () => {
    const ask = vi.fn<() => AsyncGenerator<StreamEvent>>(async function* () {
      yield text
      throw overloaded
    })
    await expect(all(withRetries(ask, async () => {}, delay))).rejects.toBe(overloaded)
    expect(ask).toHaveBeenCalledOnce()
  })

  it('never asks again what will not pass', async () => {
    const wrongKey = new ChatError('auth', 'No.')
    const ask = server(wrongKey)
    await expect(all(withRetries(ask, async () => {}, delay))).rejects.toBe(wrongKey)
    expect(ask).toHaveBeenCalledOnce()
  })

  it('ends when the reader stops during the wait', async () => {
    const stopped = new ChatError('aborted', 'Stopped.')
    const ask = server(overloaded)
    await expect(all(withRetries(ask, () => Promise.reject(stopped), delay))).rejects.toBe(stopped)
    expect(ask).toHaveBeenCalledOnce()
  })
})
