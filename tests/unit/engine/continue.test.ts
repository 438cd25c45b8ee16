import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { addUsage } from '../../../lib/chat/usage'
import { isContinuable } from '../../../lib/chat/message'
import type { StreamEvent } from '../../../lib/chat/stream-event'
import { presetToContinue, reopened } from '../../../lib/engine/continue'
import { Spending } from '../../../lib/engine/continue-sums'
import { joinedTo } from '../../../lib/engine/continue-stream'
import { ChatError } from '../../../lib/chat/chat-error'
import { builtinPreset, type Preset } from '../../../lib/chat/preset'
import { defaultSettings } from '../../../lib/settings/schema'
import { message } from '../../helpers/messages'

const kept = message({ status: 'interrupted', parts: [{ type: 'text', text: 'One two' }], presetId: 'p' })
const preset: Preset = { id: 'p', name: 'P', providerId: 'ollama', model: 'm', parameters: {} }
const finish = (unified: 'stop' | 'length'): StreamEvent => ({ type: 'finish', reason: { unified } })

describe('an answer', () => {
  it.each(['interrupted', 'stopped', 'failed'] as const)('that is %s behind some text can be continued', (status) => {
    expect(isContinuable({ ...kept, status })).toBe(true)
    expect(isContinuable({ ...kept, status, parts: [{ type: 'reasoning', text: 'Hm' }] })).toBe(false)
  })

  it('that is whole cannot, but for one that ran out of length', () => {
    expect(isContinuable({ ...kept, status: 'complete', finishReason: { unified: 'stop' } })).toBe(false)
    expect(isContinuable({ ...kept, status: 'complete', finishReason: { unified: 'length' } })).toBe(true)
    expect(isContinuable({ ...kept, status: 'streaming' })).toBe(false)
    expect(isContinuable({ ...kept, role: 'user' })).toBe(false)
  })

  it('that was kept back or grew too large is not continued', () => {
    expect(isContinuable({ ...kept, status: 'failed', error: { kind: 'too-large', message: '' } })).toBe(false)
    expect(isContinuable({ ...kept, status: 'failed', finishReason: { unified: 'content-filter' } })).toBe(false)
  })

  it('is reopened without its end, and with its thoughts apart', () => {
    const ended = {
      ...kept,
      interruption: 'worker' as const,
      error: { kind: 'internal' as const, message: '' },
      finishReason: { unified: 'length' as const },
      cost: { usd: 1, source: 'reported' as const },
      parts: [...kept.parts, { type: 'reasoning' as const, text: 'Hm' }],
    }
    expect(reopened(ended, preset)).toEqual({
      ...kept,
      status: 'streaming',
      parts: [...ended.parts, { type: 'text', text: '' }],
      presetId: 'p',
      providerId: 'ollama',
      model: 'm',
    })
  })

  it('names whoever goes on with it', () => {
    const byFallback = {
      ...kept,
      author: { presetName: 'P', providerName: 'Ollama' },
      fallbacks: [],
      answeredBy: 'm-2',
    }
    expect(reopened(byFallback, preset)).toMatchObject({ author: byFallback.author, answeredBy: 'm-2' })
    const other = reopened(byFallback, { ...preset, id: 'q', model: 'n' })
    expect(other).toMatchObject({ presetId: 'q', model: 'n' })
    expect(other).not.toHaveProperty('author')
    expect(other).not.toHaveProperty('answeredBy')
  })
})

describe('whoever goes on', () => {
  const settings = { ...defaultSettings, presets: [preset] }
  it('is the one that wrote, else the one for new questions, unless another is named', () => {
    expect(presetToContinue(settings, kept, undefined)).toBe(preset)
    expect(presetToContinue(settings, { ...kept, presetId: 'gone' }, undefined)).toBe(builtinPreset)
    expect(presetToContinue(settings, kept, 'builtin')).toBe(builtinPreset)
    expect(presetToContinue(settings, kept, 'gone')).toBeUndefined()
  })
})

describe('what is spent', () => {
  const usage = (inputTokens: number, outputTokens: number, more = {}) => ({ inputTokens, outputTokens, ...more })

  it('adds up, figure by figure', () => {
    expect(addUsage(usage(10, 5), usage(20, 7, { reasoningTokens: 2 }))).toEqual(usage(30, 12, { reasoningTokens: 2 }))
    expect(addUsage(undefined, usage(1, 2))).toEqual(usage(1, 2))
  })

  it('is a running total of this run on top of what was before', () => {
    const spending = new Spending({ usage: usage(10, 5) })
    expect(spending.count({ type: 'usage', usage: usage(20, 1) })).toEqual([{ type: 'usage', usage: usage(30, 6) }])
    expect(spending.count({ type: 'usage', usage: { outputTokens: 9 } })).toEqual([
      { type: 'usage', usage: usage(30, 14) },
    ])
  })

  it('stays known when another is asked', () => {
    const spending = new Spending({ usage: usage(10, 5) })
    spending.count({ type: 'usage', usage: usage(20, 1) })
    const turn = { type: 'preset' as const, presetId: 'q', providerId: 'groq', model: 'n', fallbacks: [] }
    expect(spending.count(turn)).toEqual([turn, { type: 'usage', usage: usage(10, 5) }])
  })

  it('costs what both cost, or is not known', () => {
    const prices = { own: { m: { inputPrice: 1, outputPrice: 1 } }, listed: [] }
    const answer = { ...kept, model: 'm', usage: usage(2_000_000, 0) }
    const cost = (earlier: ConstructorParameters<typeof Spending>[0]) => {
      const spending = new Spending(earlier)
      spending.count({ type: 'usage', usage: usage(1_000_000, 0) })
      return spending.cost(answer, prices)
    }
    expect(cost({ usage: usage(1_000_000, 0), cost: { usd: 3, source: 'own-prices' } })).toEqual({
      usd: 4,
      source: 'own-prices',
    })
    expect(cost({})).toBeUndefined()
    expect(cost(undefined)).toEqual({ usd: 1, source: 'own-prices' })
  })
})

describe('what a model goes on with', () => {
  async function* from(events: StreamEvent[], failure?: Error) {
    yield* events
    if (failure) throw failure
  }
  async function joined(events: AsyncIterable<StreamEvent>) {
    const seen: StreamEvent[] = []
    for await (const event of joinedTo(kept, 'asked', events)) seen.push(event)
    return seen
  }
  const nothing = new ChatError('bad-response', 'The model returned nothing.')

  it('passes thoughts and figures, and drops what was said', async () => {
    const thought: StreamEvent = { type: 'reasoning-delta', text: 'Hm' }
    const said = (text: string): StreamEvent => ({ type: 'text-delta', text })
    expect(await joined(from([thought, said('One '), said('two three'), finish('stop')]))).toEqual([
      thought,
      said(' three'),
      finish('stop'),
    ])
  })

  it('loses nothing that was held when the line breaks', async () => {
    const seen: StreamEvent[] = []
    await expect(async () => {
      const events = from([{ type: 'text-delta', text: 'On' }], new ChatError('truncated', 'Cut.'))
      for await (const event of joinedTo(kept, 'asked', events)) seen.push(event)
    }).rejects.toThrow('Cut.')
    expect(seen).toEqual([{ type: 'text-delta', text: 'On' }])
  })

  it('may be nothing, when the answer was whole', async () => {
    expect(await joined(from([finish('stop')], nothing))).toEqual([finish('stop')])
    await expect(joined(from([finish('length')], nothing))).rejects.toThrow(nothing)
  })
})
