import { describe, expect, it } from 'vitest'
import { speedOfMessage } from '../../../lib/chat/run-metrics'
import { message } from '../../helpers/messages'

const text = (characters: number) => ({ type: 'text' as const, text: 'x'.repeat(characters) })

describe('the speed of an answer', () => {
  const metrics = { generatingMs: 2_000, deltas: 50 }

  it('rests on the tokens that the provider reported', () => {
    const answer = message({ parts: [text(4)], metrics, usage: { outputTokens: 100 } })
    expect(speedOfMessage(answer)).toEqual({ tokensPerSecond: 50, estimated: false })
  })

  it('leaves out thoughts that are counted but were not sent', () => {
    const usage = { outputTokens: 1_100, reasoningTokens: 1_000 }
    expect(speedOfMessage(message({ metrics, usage }))).toEqual({ tokensPerSecond: 50, estimated: false })
    const shown = { ...metrics, generatingMs: 22_000, reasoningMs: 20_000 }
    expect(speedOfMessage(message({ metrics: shown, usage }))).toEqual({ tokensPerSecond: 50, estimated: false })
  })

  it('is estimated, and says so, where none were reported', () => {
    expect(speedOfMessage(message({ parts: [text(800)], metrics }))).toEqual({ tokensPerSecond: 100, estimated: true })
  })

  it.each([
    ['an answer in one piece', { generatingMs: 0, deltas: 1 }],
    ['two pieces at once', { generatingMs: 1, deltas: 2 }],
    ['an answer that never came', { durationMs: 4_000 }],
  ])('is unknown of %s', (_, known) => {
    expect(speedOfMessage(message({ parts: [text(800)], metrics: known, usage: { outputTokens: 9 } }))).toBeUndefined()
  })
})
