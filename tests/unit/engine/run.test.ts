import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChatError } from '../../../lib/chat/chat-error'
import type { Message } from '../../../lib/chat/message'
import type { RunEvent, StreamEvent } from '../../../lib/chat/stream-event'
import { pauseFor } from '../../../lib/engine/pause'
import { Run, type RunDependencies } from '../../../lib/engine/run'
import { message } from '../../helpers/messages'

const finish: StreamEvent = { type: 'finish', reason: { unified: 'stop', raw: 'stop' } }

function setUp(answer: RunDependencies['answer'], store?: (message: Message) => Promise<void>) {
  const log: (RunEvent | { stored: Message })[] = []
  const run = new Run({
    message: message(),
    answer,
    store: store ?? (async (stored) => void log.push({ stored })),
    emit: (event) => log.push(event),
    now: () => performance.now(),
    clock: () => 1_000,
  })
  const statuses = () => log.filter((entry) => 'type' in entry && entry.type === 'status')
  return { run, log, statuses }
}

async function* give(...events: StreamEvent[]) {
  yield* events
}

const pause = (waitMs: number) => ({
  reason: 'failure' as const,
  error: { kind: 'overloaded' as const, message: 'Overloaded.' },
  waitMs,
})

describe('Run', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('ends complete, and stores the end before it announces it', async () => {
    const { run, log, statuses } = setUp(() => give({ type: 'text-delta', text: 'Hello' }, finish))
    await run.start()
    expect(run.message).toMatchObject({ status: 'complete', parts: [{ type: 'text', text: 'Hello' }] })
    const storedEnd = log.findIndex((entry) => 'stored' in entry && entry.stored.status === 'complete')
    const announced = log.findIndex((entry) => 'type' in entry && entry.type === 'status')
    expect(storedEnd).toBeGreaterThanOrEqual(0)
    expect(storedEnd).toBeLessThan(announced)
    expect(statuses()).toHaveLength(1)
  })

  it('keeps the text of an answer that breaks, with the error', async () => {
    const { run, statuses } = setUp(async function* () {
      yield { type: 'text-delta', text: 'Half' }
      throw new ChatError('truncated', 'The connection broke.')
    })
    await run.start()
    expect(run.message).toMatchObject({
      status: 'failed',
      parts: [{ type: 'text', text: 'Half' }],
      error: { kind: 'truncated' },
    })
    expect(statuses()).toHaveLength(1)
  })

  it('turns a defect into data', async () => {
    const { run } = setUp(() => {
      throw new TypeError('undefined is not a function')
    })
    await run.start()
    expect(run.message).toMatchObject({ status: 'failed', error: { kind: 'internal' } })
  })

  it.each([
    ['by itself', new Error('No SW')],
    ['within another failure', new ChatError('internal', 'It could not be read.', { cause: new Error('No SW') })],
  ])('is interrupted, not failed, when the browser refuses a dying worker: %s', async (_, refusal) => {
    const { run, statuses } = setUp(async function* () {
      yield { type: 'text-delta', text: 'Half' }
      throw refusal
    })
    await run.start()
    expect(run.message).toMatchObject({ status: 'interrupted', parts: [{ type: 'text', text: 'Half' }] })
    expect(run.message).not.toHaveProperty('error')
    expect(statuses()).toHaveLength(1)
  })

  it('is stopped, not failed, by its reader', async () => {
    const { run } = setUp(async function* (signal) {
      yield { type: 'text-delta', text: 'So' }
      await new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new ChatError('aborted', 'Stopped.'))),
      )
    })
    const done = run.start()
    await vi.advanceTimersByTimeAsync(1)
    run.stop()
    run.stop()
    await done
    expect(run.message).toMatchObject({ status: 'stopped', parts: [{ type: 'text', text: 'So' }] })
    expect(run.message.error).toBeUndefined()
  })

  it('stores a growing answer once a second', async () => {
    const { run, log } = setUp(async function* () {
      for (let second = 0; second < 30; second++) {
        yield { type: 'text-delta', text: 'x' }
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      yield finish
    })
    const done = run.start()
    await vi.runAllTimersAsync()
    await done
    const texts = log.flatMap((entry) => ('stored' in entry ? [entry.stored.parts[0]?.text.length] : []))
    expect(texts).toEqual([10, 20, 30, 30])
  })

  it('ends an answer that never ends', async () => {
    const { run } = setUp(async function* () {
      for (;;) yield { type: 'text-delta', text: 'x'.repeat(1_000_000) }
    })
    await run.start()
    expect(run.message).toMatchObject({ status: 'failed', error: { kind: 'too-large' } })
    expect(run.message.parts[0]?.text).toHaveLength(8_000_000)
  })

  it('calls a finish with an error a failure', async () => {
    const { run } = setUp(() => give({ type: 'finish', reason: { unified: 'error', raw: 'abort' } }))
    await run.start()
    expect(run.message).toMatchObject({ status: 'failed', error: { kind: 'bad-response', detail: 'abort' } })
  })

  it('shows an answer to its end when it cannot be stored, and says so', async () => {
    const { run, log } = setUp(
      () => give({ type: 'text-delta', text: 'Whole' }, finish),
      () => Promise.reject(new ChatError('storage-full', 'Full.')),
    )
    await run.start()
    expect(run.message.parts).toEqual([{ type: 'text', text: 'Whole' }])
    expect(log.at(-1)).toMatchObject({ type: 'error', error: { kind: 'storage-full' } })
  })

  it('times the reasoning until the first text', async () => {
    const { run } = setUp(async function* () {
      yield { type: 'reasoning-delta', text: 'Hm' }
      await new Promise((resolve) => setTimeout(resolve, 400))
      yield { type: 'text-delta', text: 'Yes' }
      await new Promise((resolve) => setTimeout(resolve, 600))
      yield finish
    })
    const done = run.start()
    await vi.runAllTimersAsync()
    await done
    expect(run.message.metrics).toMatchObject({ reasoningMs: 400, durationMs: 1_000, deltas: 2 })
  })

  it('stores what was measured with the growing text, and does nothing while nothing comes', async () => {
    const { run, log } = setUp(async function* (_, { onHeaders, onBytes }) {
      await new Promise((resolve) => setTimeout(resolve, 200))
      onHeaders()
      onBytes(40)
      yield { type: 'text-delta', text: 'Half' }
      await new Promise((resolve) => setTimeout(resolve, 60_000))
      yield finish
    })
    const done = run.start()
    await vi.advanceTimersByTimeAsync(30_000)
    const stored = log.flatMap((entry) => ('stored' in entry ? [entry.stored.metrics] : []))
    expect(stored).toEqual([
      expect.objectContaining({
        headersMs: 200,
        firstByteMs: 200,
        firstTokenMs: 200,
        waitingMs: 200,
        deltas: 1,
        bytes: 40,
      }),
    ])
    await vi.runAllTimersAsync()
    await done
    expect(run.message.metrics).toMatchObject({ writingMs: 60_000, longestSilenceMs: 60_000, durationMs: 60_200 })
  })

  it('shows a pause until it is over or its reader will not wait', async () => {
    const { run, log } = setUp(async function* (signal, hooks) {
      await pauseFor(pause(5_000), signal, hooks)
      await pauseFor(pause(5_000), signal, hooks)
      yield { type: 'text-delta', text: 'Yes' }
      yield finish
    })
    const done = run.start()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(run.message.pause).toEqual({ ...pause(5_000), since: 1_000, skippable: true })
    run.skipWait()
    await done
    expect(run.message).toMatchObject({ status: 'complete', metrics: { durationMs: 5_000 } })
    expect(run.message.pause).toBeUndefined()
    const steps = log.flatMap((entry) => ('type' in entry && entry.type !== 'metrics' ? [entry.type] : []))
    expect(steps.slice(0, 5)).toEqual(['pause', 'resume', 'pause', 'resume', 'text-delta'])
  })

  it('is stopped while it waits', async () => {
    const { run } = setUp(async function* (signal, hooks) {
      await pauseFor(pause(60_000), signal, hooks)
      yield finish
    })
    const done = run.start()
    await vi.advanceTimersByTimeAsync(1_000)
    run.stop()
    await done
    expect(run.message).toMatchObject({ status: 'stopped' })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('cannot be hurried when nothing can hurry it', async () => {
    const { run } = setUp(async function* (_, { onPause, onResume }) {
      onPause({ reason: 'slot' })
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      onResume()
      yield finish
    })
    const done = run.start()
    await vi.advanceTimersByTimeAsync(1)
    expect(run.message.pause).toMatchObject({ reason: 'slot', skippable: false })
    run.skipWait()
    expect(run.message.pause).toBeDefined()
    await vi.advanceTimersByTimeAsync(1_000)
    await done
    expect(run.message).toMatchObject({ status: 'complete' })
  })

  it.each([
    ['complete', undefined],
    ['failed', new ChatError('truncated', 'The connection broke.')],
  ])('says what an answer cost that is %s', async (status, failure) => {
    const { run } = setUp(async function* (_, { onPrices }) {
      onPrices({ own: { m: { inputPrice: 1, outputPrice: 2 } }, listed: [] })
      yield { type: 'model', model: 'm' }
      yield { type: 'usage', usage: { inputTokens: 1_000_000, outputTokens: 500_000 } }
      if (failure) throw failure
      yield finish
    })
    await run.start()
    expect(run.message).toMatchObject({ status, cost: { usd: 2, source: 'own-prices' } })
  })
})
