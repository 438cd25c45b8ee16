import { describe, expect, it } from 'vitest'
import { messagesBody } from '../../../../lib/adapters/anthropic-messages/body'
import type { ChatParameters } from '../../../../lib/chat/request'
import { connectionTo, requestFor } from '../../../helpers/wire-connection'

function bodyFor(model: string, parameters: ChatParameters = {}): Record<string, unknown> {
  const { dialect } = connectionTo('anthropic')
  const {
    messages: _,
    model: __,
    stream: ___,
    ...body
  } = messagesBody(requestFor(model, { parameters }), dialect, true)
  return body
}

describe('the generations of models', () => {
  it.each([
    ['claude-3-haiku-20240307', 4_096],
    ['claude-3-5-haiku-20241022', 8_192],
    ['claude-3-7-sonnet-20250219', 64_000],
    ['claude-opus-4-20250514', 32_000],
    ['claude-opus-4-0', 32_000],
    ['claude-opus-4-1-20250805', 32_000],
    ['claude-opus-4-5-20251101', 64_000],
    ['claude-sonnet-4-20250514', 64_000],
    ['claude-sonnet-4-5', 64_000],
    ['anthropic/claude-sonnet-4.5', 64_000],
    ['claude-haiku-4-5-20251001', 64_000],
    ['claude-opus-4-6', 128_000],
    ['claude-sonnet-4-6', 128_000],
    ['claude-opus-4-7', 128_000],
    ['claude-opus-5', 128_000],
    ['claude-sonnet-5', 128_000],
    ['claude-fable-5', 128_000],
    ['claude-next-9', 1_000_000],
    ['other-model', 1_000_000],
  ])('asks %s for no more than %i tokens', (model, most) => {
    expect(bodyFor(model, { maxOutputTokens: 1_000_000 }).max_tokens).toBe(most)
    expect(bodyFor(model).max_tokens).toBe(Math.min(most, 16_000))
    expect(bodyFor(model, { maxOutputTokens: 0.2 }).max_tokens).toBe(1)
  })

  it.each(['claude-3-haiku-20240307', 'claude-sonnet-4-5', 'claude-opus-4-6', 'other-model'])(
    'gives %s a temperature between 0 and 1, or `top_p`, but not both',
    (model) => {
      expect(bodyFor(model, { temperature: 1.7, topP: 0.9 })).toEqual({
        max_tokens: expect.any(Number),
        temperature: 1,
      })
      expect(bodyFor(model, { topP: 0.9 })).toEqual({ max_tokens: expect.any(Number), top_p: 0.9 })
    },
  )

  it.each(['claude-opus-4-7', 'claude-opus-4-8', 'claude-opus-5', 'claude-sonnet-5', 'claude-next-9'])(
    '76: spares %s what it refuses',
    (model) => {
      expect(bodyFor(model, { temperature: 0.5, topP: 0.9 })).toEqual({ max_tokens: 16_000 })
    },
  )

  it('76: gives no temperature to a model that is to think', () => {
    expect(bodyFor('claude-sonnet-4-5', { temperature: 0.5, reasoning: 'low' })).not.toHaveProperty('temperature')
    expect(bodyFor('claude-sonnet-4-5', { temperature: 0.5, reasoning: 'off' })).toHaveProperty('temperature', 0.5)
  })

  it.each<[string, NonNullable<ChatParameters['reasoning']>, Record<string, unknown>]>([
    ['claude-3-haiku-20240307', 'high', { max_tokens: 1_000 }],
    ['claude-sonnet-4-5', 'low', { max_tokens: 3_048, thinking: { type: 'enabled', budget_tokens: 2_048 } }],
    ['claude-opus-4-1', 'high', { max_tokens: 17_384, thinking: { type: 'enabled', budget_tokens: 16_384 } }],
    ['claude-sonnet-4-5', 'off', { max_tokens: 1_000 }],
    [
      'claude-opus-4-6',
      'medium',
      {
        max_tokens: 1_000,
        thinking: { type: 'adaptive', display: 'summarized' },
        output_config: { effort: 'medium' },
      },
    ],
    ['claude-opus-5', 'off', { max_tokens: 1_000, thinking: { type: 'disabled' } }],
    ['other-model', 'high', { max_tokens: 1_000 }],
  ])('78: for %s puts the wish for %s thinking', (model, reasoning, body) => {
    expect(bodyFor(model, { reasoning, maxOutputTokens: 1_000 })).toEqual(body)
  })

  it('keeps the budget for thinking below the limit of the whole', () => {
    for (const model of ['claude-3-7-sonnet', 'claude-opus-4-1', 'claude-sonnet-4-5']) {
      for (const maxOutputTokens of [1, 16_384, 1_000_000]) {
        const body = bodyFor(model, { reasoning: 'high', maxOutputTokens })
        expect((body.thinking as { budget_tokens: number }).budget_tokens).toBeLessThan(Number(body.max_tokens))
      }
    }
  })
})
