import { describe, expect, it } from 'vitest'
import type { ChatRequest } from '../../../lib/chat/request'
import { withContinuation } from '../../../lib/prompts/continue'
import { providerRow } from '../../../lib/providers'
import { message } from '../../helpers/messages'

const request: ChatRequest = {
  model: 'm',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Why?' }] }],
  parameters: {},
  question: 'Why?',
  documents: [],
}
const kept = message({ parts: [{ type: 'text', text: 'Because of the ' }] })
const asked = (providerId: string, model: string, differences: Partial<ChatRequest> = {}, answer = kept) =>
  withContinuation({ ...request, model, ...differences }, answer, providerRow(providerId)?.dialect)

describe('an answer that is gone on with', () => {
  it.each([
    ['ollama', 'llama3.2', 'prefilled'],
    ['anthropic', 'claude-3-5-haiku-20241022', 'prefilled'],
    ['anthropic', 'claude-sonnet-4-20250514', 'prefilled'],
    ['anthropic', 'claude-opus-4-1', 'prefilled'],
    ['anthropic', 'claude-haiku-4-5-20251001', 'prefilled'],
    ['anthropic', 'claude-sonnet-4-6', 'asked'],
    ['anthropic', 'claude-opus-4-8', 'asked'],
    ['anthropic', 'claude-opus-5', 'asked'],
    ['mistral', 'mistral-small-latest', 'echoed'],
    ['openai', 'gpt-5', 'asked'],
    ['gemini', 'gemini-3-flash', 'asked'],
    ['builtin', 'reader', 'asked'],
  ])('by %s, %s, is %s', (providerId, model, manner) => {
    expect(asked(providerId, model).manner).toBe(manner)
  })

  it('is handed back without blanks at its end', () => {
    expect(asked('ollama', 'm').request.messages.slice(1)).toEqual([
      { role: 'assistant', parts: [{ type: 'text', text: 'Because of the' }] },
    ])
  })

  it('is not handed back to a model that thinks first', () => {
    const thought = message({ parts: [{ type: 'reasoning', text: 'Hm' }, ...kept.parts] })
    expect(asked('ollama', 'm', {}, thought).manner).toBe('asked')
    expect(asked('ollama', 'm', { parameters: { reasoning: 'low' } }).manner).toBe('asked')
    expect(asked('ollama', 'm', { parameters: { reasoning: 'off' } }).manner).toBe('prefilled')
  })

  it('is asked for in words, with its last words to begin with', () => {
    const long = message({ parts: [{ type: 'text', text: `${'Much was said before. '.repeat(20)}And so it ends` }] })
    const [, answer, wish] = asked('openai', 'gpt-5', {}, long).request.messages
    expect(answer?.role).toBe('assistant')
    expect(wish?.role).toBe('user')
    const [, anchor = ''] = /«(.+)»/.exec(JSON.stringify(wish)) ?? []
    expect(anchor).toMatch(/^(Much|was|said|before\.) .*And so it ends$/)
    expect(anchor.length).toBeLessThanOrEqual(80)
  })
})
