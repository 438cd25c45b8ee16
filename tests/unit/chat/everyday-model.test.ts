import { describe, expect, it } from 'vitest'
import { everydayModel } from '../../../lib/chat/everyday-model'

const chosen = (providerId: string, ...ids: string[]) =>
  everydayModel(
    providerId,
    ids.map((id) => ({ id })),
  )?.id

describe('the model that a reader who chose none begins with', () => {
  it('is the newest of the everyday ones, wherever it stands in the list', () => {
    expect(chosen('openai', 'gpt-4-0613', 'gpt-5', 'gpt-5.2', 'gpt-5.2-pro', 'gpt-4')).toBe('gpt-5.2')
    expect(chosen('gemini', 'models/gemini-2.5-flash', 'models/gemini-3-flash', 'models/gemini-3-pro')).toBe(
      'models/gemini-3-flash',
    )
  })

  it('is the first of them where no number tells', () => {
    expect(chosen('anthropic', 'claude-opus-4-6', 'claude-sonnet-4-6', 'claude-3-7-sonnet-20250219')).toBe(
      'claude-sonnet-4-6',
    )
  })

  it('is the first of all where none is known, or the provider is not', () => {
    expect(chosen('openai', 'o9', 'o8')).toBe('o9')
    expect(chosen('ollama', 'qwen3:8b', 'llama3')).toBe('qwen3:8b')
    expect(chosen('my-own', 'a', 'b')).toBe('a')
  })

  it('is none of an empty list', () => {
    expect(chosen('openai')).toBeUndefined()
  })
})
