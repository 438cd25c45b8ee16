import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RunRecord } from '../../../lib/chat/run-record'
import type { RunEvent } from '../../../lib/chat/stream-event'
import { RunList } from '../../../lib/engine/run-list'
import { message } from '../../helpers/messages'

function setUp(save?: (record: RunRecord) => Promise<unknown>) {
  const saved: RunRecord[] = []
  const list = new RunList({ save: save ?? (async (record) => saved.push(record)), now: () => Date.now() })
  const hear = (...events: RunEvent[]) => {
    for (const event of events) list.heard({ messageId: 'answer', event })
  }
  return { list, saved, hear }
}

const start: RunEvent = { type: 'start', message: message({ providerId: 'openai', model: 'gpt' }) }
const text = (words: string): RunEvent => ({ type: 'text-delta', text: words })

describe('RunList', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
  afterEach(() => void vi.useRealTimers())

  it('writes a record at the beginning, at most once a second, and at the end', async () => {
    const { list, saved, hear } = setUp()
    hear(start)
    expect(list.isLive('answer')).toBe(true)
    for (let step = 0; step < 30; step++) {
      hear(text('word '))
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(saved.map(({ characters }) => characters)).toEqual([0, 50, 100, 150])
    hear({ type: 'metrics', metrics: { durationMs: 3_000 } }, { type: 'status', status: 'complete' })
    await vi.advanceTimersByTimeAsync(0)
    expect(saved.at(-1)).toMatchObject({
      status: 'complete',
      providerId: 'openai',
      model: 'gpt',
      startedAt: 1_000_000,
      updatedAt: 1_003_000,
      lastDeltaAt: 1_002_900,
      characters: 150,
      metrics: { durationMs: 3_000 },
    })
    expect(list.isLive('answer')).toBe(false)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('counts tokens up to the moment that the times are of, so that they make a speed', async () => {
    const { saved, hear } = setUp()
    hear(start, text('x'.repeat(400)), { type: 'metrics', metrics: { generatingMs: 1_000 } }, text('x'.repeat(900)))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(saved.at(-1)).toMatchObject({ characters: 1_300, likelyTokens: 100, metrics: { generatingMs: 1_000 } })
  })

  it('says what a run does', async () => {
    const { saved, hear } = setUp()
    const pause: RunEvent = { type: 'pause', pause: { reason: 'slot', since: 1, skippable: false } }
    const phases: string[] = []
    for (const event of [start, pause, { type: 'resume' }, { type: 'reasoning-delta', text: 'Hm' }, text('Yes')]) {
      hear(event as RunEvent)
      await vi.advanceTimersByTimeAsync(1_000)
      phases.push(saved.at(-1)?.phase ?? '')
    }
    expect(phases).toEqual(['waiting', 'paused', 'waiting', 'reasoning', 'writing'])
  })

  it('keeps nothing of what was asked or answered, nor the words of the server', async () => {
    const { saved, hear } = setUp()
    const error = { kind: 'auth' as const, message: 'The key was refused.', detail: 'canary: your key is sk-canary' }
    hear(start, { type: 'reasoning-delta', text: 'canary thought' }, text('canary answer'))
    await vi.advanceTimersByTimeAsync(1_000)
    hear({ type: 'error', error }, { type: 'status', status: 'failed' })
    await vi.advanceTimersByTimeAsync(0)
    expect(saved).toHaveLength(3)
    expect(JSON.stringify(saved)).not.toContain('canary')
    expect(saved.at(-1)?.error).toEqual({ kind: 'auth', message: 'The key was refused.' })
  })

  it('names whoever was asked last, and what the answer had when it was continued', async () => {
    const { saved, hear } = setUp()
    const kept = message({ providerId: 'openai', model: 'gpt', parts: [{ type: 'text', text: 'kept' }] })
    const fallbacks = [
      {
        presetName: 'GPT',
        providerId: 'openai',
        providerName: 'OpenAI',
        error: { kind: 'quota' as const, message: '' },
      },
    ]
    hear({ type: 'start', message: kept })
    hear({ type: 'preset', presetId: 'p', providerId: 'mistral', model: 'small', fallbacks })
    hear(text(' and more'), { type: 'usage', usage: { outputTokens: 9 } }, { type: 'status', status: 'complete' })
    await vi.advanceTimersByTimeAsync(0)
    expect(saved.at(-1)).toMatchObject({
      providerId: 'mistral',
      model: 'small',
      fallbacks: 1,
      characters: 13,
      outputTokens: 9,
    })
  })

  it('goes on when a record cannot be written', async () => {
    const save = vi.fn(() => Promise.reject(new Error('The disk is full.')))
    const { hear } = setUp(save)
    hear(start, { type: 'status', status: 'stopped' })
    await vi.advanceTimersByTimeAsync(0)
    expect(save).toHaveBeenCalledTimes(2)
  })
})
