import { describe, expect, it } from 'vitest'
import { authorSentence } from '../../../components/chat/author-words'
import { dollars } from '../../../components/chat/cost-words'
import type { ErrorKind } from '../../../lib/chat/chat-error'
import type { FailedAttempt } from '../../../lib/chat/message'
import { message } from '../../helpers/messages'

const author = { presetName: 'llama3', providerName: 'Ollama' }
const failed = (kind: ErrorKind, presetName = 'gpt-5', providerName = 'OpenAI'): FailedAttempt => ({
  presetName,
  providerId: 'x',
  providerName,
  error: { kind, message: '' },
})

describe('authorSentence', () => {
  it('is there only where another wrote than was chosen', () => {
    expect(authorSentence(message(), true)).toBeUndefined()
    expect(authorSentence(message({ fallbacks: [failed('quota')] }), false)).toBeUndefined()
  })

  it('says who and why, in the tense of what is going on', () => {
    const streaming = message({ author, fallbacks: [failed('rate-limit')] })
    const why = 'llama3 · Ollama, because gpt-5 · OpenAI is limiting how often it may be asked.'
    expect(authorSentence(streaming, false)).toBe(`Asking ${why}`)
    expect(authorSentence(streaming, true)).toBe(`Written by ${why}`)
    expect(authorSentence({ ...streaming, status: 'stopped' }, false)).toBe(`Asked ${why}`)
  })

  it('names each that was tried, and one called like its provider once', () => {
    const fallbacks = [failed('unreachable'), failed('overloaded', 'sonnet', 'Claude'), failed('auth', 'Mine', 'Mine')]
    const reader = { presetName: 'Built-in reader', providerName: 'Built-in reader' }
    expect(authorSentence(message({ author: reader, fallbacks }), true)).toBe(
      'Written by Built-in reader, because gpt-5 · OpenAI could not be reached, sonnet · Claude is overloaded and Mine failed.',
    )
  })
})

describe('dollars', () => {
  it.each([
    [0, '$0'],
    [0.0012, '$0.0012'],
    [0.00000432, '$0.0000043'],
    [0.00000001, 'under $0.000001'],
    [0.05, '$0.05'],
    [0.0999, '$0.10'],
    [1.5, '$1.50'],
    [1234.567, '$1,234.57'],
  ])('writes %d as %s', (amount, text) => {
    expect(dollars(amount)).toBe(text)
  })
})
