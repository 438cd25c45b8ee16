import { describe, expect, it } from 'vitest'
import { messagesBody } from '../../../lib/adapters/anthropic-messages/body'
import type { ModelInfo } from '../../../lib/chat/model-info'
import type { ChatParameters } from '../../../lib/chat/request'
import type { Wire } from '../../../lib/chat/wire'
import { refusesSampling, type ParameterSubject } from '../../../lib/policy/parameter-rules'
import { checkParameters, parameterNotes, parameterProblems } from '../../../lib/policy/parameters'
import { customDefaults, providerRow } from '../../../lib/providers'

function subject(providerId: string, model: ModelInfo = { id: 'm' }, wire?: Wire): ParameterSubject {
  const row = providerRow(providerId)
  if (!row) throw new Error(`There is no ${providerId}.`)
  return { owner: row.name, wire: wire ?? row.wires[0], dialect: row.dialect, model }
}

const words = (count: number) => Array.from({ length: count }, (_, index) => `stop ${index}`)

const messages = (of: ParameterSubject, parameters: ChatParameters) =>
  parameterProblems(of, parameters).map(({ field, message }) => `${field}: ${message}`)

describe('what is refused', () => {
  it.each<[string, ChatParameters, string]>([
    [
      'openai',
      { temperature: 2.1 },
      'temperature: A temperature of 2.1 cannot be sent: OpenAI takes a temperature from 0 to 2.',
    ],
    [
      'anthropic',
      { temperature: 1.4 },
      'temperature: A temperature of 1.4 cannot be sent: Anthropic takes a temperature from 0 to 1.',
    ],
    [
      'mistral',
      { temperature: 1.6 },
      'temperature: A temperature of 1.6 cannot be sent: Mistral takes a temperature from 0 to 1.5.',
    ],
    [
      'gemini',
      { temperature: -1 },
      'temperature: A temperature of -1 cannot be sent: Google Gemini takes a temperature from 0 to 2.',
    ],
    [
      'ollama',
      { temperature: NaN },
      'temperature: A temperature of NaN cannot be sent: Ollama takes a temperature from 0 to 2.',
    ],
    ['groq', { topP: 1.01 }, 'topP: A top-p of 1.01 cannot be sent: Groq takes a top-p from 0 to 1.'],
    [
      'openai',
      { maxOutputTokens: 15 },
      'maxOutputTokens: A limit of 15 tokens cannot be sent: OpenAI takes a limit of 16 tokens or more.',
    ],
    [
      'ollama',
      { maxOutputTokens: 0 },
      'maxOutputTokens: A limit of 0 tokens cannot be sent: Ollama takes a limit of 1 token or more.',
    ],
    [
      'xai',
      { maxOutputTokens: 1.5 },
      'maxOutputTokens: 1.5 is not a whole number of tokens. xAI Grok takes a limit of 1 token or more.',
    ],
    ['groq', { stop: ['a', 'b', 'c', 'd', 'e'] }, 'stop: 5 stop sequences are too many: Groq takes at most 4.'],
    ['gemini', { stop: words(6) }, 'stop: 6 stop sequences are too many: Google Gemini takes at most 5.'],
    ['deepseek', { stop: words(17) }, 'stop: 17 stop sequences are too many: DeepSeek takes at most 16.'],
    [
      'anthropic',
      { stop: ['x', '\n\n'] },
      'stop: "\\n\\n" is only blank space: Anthropic takes stop sequences with a visible character.',
    ],
    ['ollama', { stop: [''] }, 'stop: A stop sequence cannot be empty.'],
    [
      'openrouter',
      { extraBody: { seed: 1, messages: [] } },
      'extraBody: “messages” cannot be set here: Gloss writes it itself in every request.',
    ],
  ])('%s: %j', (providerId, parameters, message) => {
    expect(messages(subject(providerId), parameters)).toEqual([message])
  })

  it.each<[string, ChatParameters]>([
    ['openai', { temperature: 2, topP: 0, maxOutputTokens: 16, stop: words(8) }],
    ['anthropic', { temperature: 1, maxOutputTokens: 1, stop: words(8) }],
    ['mistral', { temperature: 1.5, stop: words(4) }],
    ['gemini', { temperature: 2, topP: 1, stop: words(5) }],
    ['deepseek', { stop: words(16) }],
    ['ollama', { temperature: 0, stop: ['\n', ...words(8)], extraBody: { options: { top_k: 40 } } }],
    ['builtin', { temperature: 1 }],
  ])('%s takes %j', (providerId, parameters) => {
    expect(messages(subject(providerId), parameters)).toEqual([])
  })

  it('goes by the wire that is spoken, not by the shop alone', () => {
    expect(messages(subject('openai', { id: 'm' }, 'openai-chat'), { maxOutputTokens: 1 })).toEqual([])
    const gateway = { owner: 'Gateway', wire: 'anthropic-messages', model: { id: 'm' } } as const
    expect(
      messages({ ...gateway, dialect: customDefaults('anthropic-messages').dialect }, { temperature: 1.4 }),
    ).toEqual(['temperature: A temperature of 1.4 cannot be sent: Gateway takes a temperature from 0 to 1.'])
  })

  it('is a temperature beside a top-p at Anthropic, but for models that take neither', () => {
    const both = { temperature: 0.5, topP: 0.9 }
    expect(messages(subject('anthropic', { id: 'claude-sonnet-4-5' }), both)).toEqual([
      'topP: Top-p 0.9 cannot stand beside temperature 0.5: Anthropic takes one of the two.',
    ])
    expect(messages(subject('anthropic', { id: 'claude-opus-4-8' }), both)).toEqual([])
    expect(messages(subject('gemini'), both)).toEqual([])
  })

  it('is a limit above the model’s own where that is known and refused, and only noted elsewhere', () => {
    const small = { id: 'claude-3-haiku', maxOutputTokens: 4_096 }
    expect(messages(subject('anthropic', small), { maxOutputTokens: 8_000 })).toEqual([
      'maxOutputTokens: A limit of 8,000 tokens cannot be sent: Anthropic takes a limit from 1 to 4,096 tokens for this model.',
    ])
    const other = subject('openrouter', { id: 'm', maxOutputTokens: 4_096 })
    expect(messages(other, { maxOutputTokens: 8_000 })).toEqual([])
    expect(parameterNotes(other, { maxOutputTokens: 8_000 })).toEqual([
      { field: 'maxOutputTokens', message: 'OpenRouter says that m writes at most 4,096 tokens.' },
    ])
  })

  it.each<[string, string[]]>([
    ['openai', ['model', 'input', 'instructions', 'stream']],
    ['anthropic', ['model', 'messages', 'system', 'stream']],
    ['gemini', ['contents', 'systemInstruction', 'system_instruction']],
    ['ollama', ['model', 'messages', 'stream']],
    ['groq', ['model', 'messages', 'stream', 'n']],
  ])('are the fields that %s gets from Gloss', (providerId, fields) => {
    for (const field of fields) {
      expect(messages(subject(providerId), { extraBody: { [field]: 1 } }), field).toHaveLength(1)
    }
  })
})

describe('checkParameters', () => {
  const place = { providerId: 'anthropic', presetId: 'p1' }

  it('makes the first problem a failure that knows its preset', () => {
    expect(checkParameters(subject('anthropic'), { temperature: 2, stop: [' '] }, place)).toEqual({
      kind: 'bad-request',
      message: 'A temperature of 2 cannot be sent: Anthropic takes a temperature from 0 to 1.',
      ...place,
    })
    expect(checkParameters(subject('anthropic'), {}, place)).toBeUndefined()
  })
})

describe('what is noted', () => {
  const fields = (of: ParameterSubject, parameters: ChatParameters) =>
    parameterNotes(of, parameters).map(({ field }) => field)

  it('are settings that a model has no use for', () => {
    const all = { temperature: 0.5, topP: 0.5, stop: ['x'] }
    expect(fields(subject('openai', { id: 'gpt-5' }), all)).toEqual(['temperature', 'topP', 'stop'])
    expect(fields(subject('openai', { id: 'gpt-5' }, 'openai-chat'), all)).toEqual(['temperature', 'topP', 'stop'])
    expect(fields(subject('openai', { id: 'gpt-4.1' }), all)).toEqual(['stop'])
    expect(fields(subject('openai', { id: 'gpt-4.1' }, 'openai-chat'), all)).toEqual([])
    expect(fields(subject('ollama', { id: 'm', thinking: false }), { reasoning: 'high' })).toEqual(['reasoning'])
    expect(fields(subject('ollama', { id: 'm' }), { reasoning: 'high', ...all })).toEqual([])
  })

  it('are stop sequences for a model that refuses them, however many', () => {
    const grok = subject('xai', { id: 'grok-4' })
    const stop = words(9)
    expect(parameterNotes(grok, { stop })).toEqual([
      { field: 'stop', message: 'grok-4 does not know stop sequences here: Gloss ends the answer at them itself.' },
    ])
    expect(parameterProblems(grok, { stop })).toEqual([])
    expect(fields(subject('xai', { id: 'grok-3' }), { stop: ['x'] })).toEqual([])
    expect(fields(subject('xai', { id: 'grok-4-fast-non-reasoning' }), { stop: ['x'] })).toEqual([])
    expect(parameterProblems(subject('xai', { id: 'grok-3' }), { stop })).toHaveLength(1)
  })

  it('is a temperature while Claude thinks', () => {
    const claude = subject('anthropic', { id: 'claude-sonnet-4-6' })
    expect(fields(claude, { temperature: 0.5, reasoning: 'low' })).toEqual(['temperature'])
    expect(fields(claude, { temperature: 0.5, reasoning: 'off' })).toEqual([])
  })

  it.each([
    'claude-2.1',
    'claude-instant-1.2',
    'claude-3-haiku-20240307',
    'claude-3-5-sonnet-latest',
    'claude-3-7-sonnet-20250219',
    'claude-opus-4-20250514',
    'claude-opus-4-1-20250805',
    'claude-opus-4-1',
    'claude-sonnet-4-20250514',
    'claude-sonnet-4-0',
    'claude-sonnet-4-5-20250929',
    'claude-haiku-4-5',
    'claude-opus-4-6',
    'anthropic/claude-sonnet-4.5',
    'claude-opus-4-7',
    'claude-opus-4-8-20260101',
    'claude-opus-5',
    'claude-sonnet-5',
    'claude-fable-5',
    'claude-something-new',
    'glm-5',
  ])('says of %s what its adapter does', (id) => {
    const body = messagesBody(
      { model: id, messages: [], parameters: { temperature: 0.5 }, question: '', documents: [] },
      subject('anthropic', { id }).dialect,
      true,
    )
    expect(refusesSampling(subject('anthropic', { id }))).toBe(!('temperature' in body))
  })
})
