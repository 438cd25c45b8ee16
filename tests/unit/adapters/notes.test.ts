import { afterEach, describe, expect, it, vi } from 'vitest'
import { adapterFor } from '../../../lib/adapters/index'
import type { Connection } from '../../../lib/chat/connection'
import type { ChatParameters } from '../../../lib/chat/request'
import type { Wire } from '../../../lib/chat/wire'
import { connectionTo, requestFor } from '../../helpers/wire-connection'
import { fakeFetch, json, type Answering, type Sent } from '../../helpers/wire-fetch'
import { collect } from '../../helpers/wire-outcome'

afterEach(() => vi.unstubAllGlobals())

const refused: Answering = () => json({ error: { message: 'Wrong key' } }, { status: 401 })

/** What is said about a request, and what was sent. */
async function notesOn(
  [provider, wire, model]: readonly [provider: string, wire: Wire, model: string],
  parameters: ChatParameters,
  { answer = refused, changes = {} }: { answer?: Answering; changes?: Partial<Connection> } = {},
): Promise<{ notes: string[]; sent: Sent[] }> {
  const notes: string[] = []
  const sent = fakeFetch(answer)
  const connection = connectionTo(provider, { wire, onNote: (note) => notes.push(note), ...changes })
  const request = requestFor(model, { parameters })
  await collect(adapterFor(wire)?.stream(request, connection, new AbortController().signal))
  return { notes, sent }
}

const o3 = ['openai', 'openai-chat', 'o3'] as const
const gpt = ['openai', 'openai-responses', 'gpt-4.1'] as const
const opus = ['anthropic', 'anthropic-messages', 'claude-opus-5'] as const
const sonnet = ['anthropic', 'anthropic-messages', 'claude-sonnet-4-5'] as const
const pro = ['gemini', 'gemini', 'gemini-3-pro'] as const
const qwen = ['ollama', 'ollama', 'qwen3:8b'] as const
const custom = ['custom', 'openai-chat', 'm'] as const

describe('what a body leaves out', () => {
  it.each<[readonly [string, Wire, string], ChatParameters, string[]]>([
    [
      o3,
      { temperature: 0.7, topP: 0.9 },
      [
        'Your temperature (0.7) was not sent: OpenAI’s o3 does not take it with these settings.',
        'Your top-p (0.9) was not sent: OpenAI’s o3 does not take it with these settings.',
      ],
    ],
    [
      o3,
      { stop: ['###'] },
      ['OpenAI’s o3 does not take all of your stop sequences, so Gloss itself ends the answer at them.'],
    ],
    [
      gpt,
      { stop: ['###'], temperature: 0.7 },
      ['OpenAI’s gpt-4.1 does not take all of your stop sequences, so Gloss itself ends the answer at them.'],
    ],
    [
      gpt,
      { maxOutputTokens: 5 },
      ['Your limit of the answer (5) was sent as 16, the least that OpenAI’s gpt-4.1 takes.'],
    ],
    [
      custom,
      { stop: ['a', 'b', 'c', 'd', 'e'] },
      ['My server’s m does not take all of your stop sequences, so Gloss itself ends the answer at them.'],
    ],
    [
      ['xai', 'openai-chat', 'grok-4.3'],
      { stop: ['###'] },
      ['xAI Grok’s grok-4.3 does not take all of your stop sequences, so Gloss itself ends the answer at them.'],
    ],
    [
      opus,
      { temperature: 0.7 },
      ['Your temperature (0.7) was not sent: Anthropic’s claude-opus-5 does not take it with these settings.'],
    ],
    [
      opus,
      { maxOutputTokens: 500_000 },
      ['Your limit of the answer (500000) was sent as 128000, the most that Anthropic’s claude-opus-5 takes.'],
    ],
    [
      sonnet,
      { temperature: 1.5 },
      ['Your temperature (1.5) was sent as 1, the most that Anthropic’s claude-sonnet-4-5 takes.'],
    ],
    [
      sonnet,
      { temperature: 0.5, topP: 0.9 },
      ['Your top-p (0.9) was not sent: Anthropic’s claude-sonnet-4-5 does not take it with these settings.'],
    ],
    [
      sonnet,
      { stop: [' ', '###'] },
      [
        'Anthropic’s claude-sonnet-4-5 does not take all of your stop sequences, so Gloss itself ends the answer at them.',
      ],
    ],
    [
      ['anthropic', 'anthropic-messages', 'claude-3-haiku-20240307'],
      { reasoning: 'high' },
      ['Your wish for thinking (high) was not sent: Anthropic’s claude-3-haiku-20240307 does not take it.'],
    ],
    [
      pro,
      { reasoning: 'off' },
      ['Thinking cannot be turned off for Google Gemini’s gemini-3-pro, so the least of it was asked for.'],
    ],
    [
      ['gemini', 'gemini', 'gemma-3'],
      { reasoning: 'low' },
      ['Your wish for thinking (low) was not sent: Google Gemini’s gemma-3 does not take it.'],
    ],
    [
      ['deepseek', 'openai-chat', 'v4'],
      { reasoning: 'medium' },
      ['Your wish for thinking (medium) was sent as “high”, which is what DeepSeek’s v4 takes.'],
    ],
  ])('%j with %j is said', async (subject, parameters, expected) => {
    expect((await notesOn(subject, parameters)).notes).toEqual(expected)
  })

  const usual: ChatParameters = { temperature: 0.7, maxOutputTokens: 100.2, stop: ['###', ''], reasoning: 'high' }
  it.each<[readonly [string, Wire, string], ChatParameters]>([
    [custom, usual],
    [qwen, { ...usual, topP: 0.9 }],
    [['openrouter', 'openai-chat', 'acme/one'], usual],
    [['deepseek', 'openai-chat', 'v4'], usual],
    [gpt, { temperature: 0.7, topP: 0.9, maxOutputTokens: 100, reasoning: 'off' }],
    // The budget for thinking is added to the limit, which stays the reader's.
    [sonnet, { maxOutputTokens: 100, reasoning: 'high', stop: ['###'] }],
    [sonnet, { reasoning: 'off', temperature: 0.7 }],
    [opus, {}],
    [['gemini', 'gemini', 'gemini-2.5-flash'], { ...usual, topP: 0.9 }],
    [['gemini', 'gemini', 'gemini-2.5-flash'], { reasoning: 'off' }],
    // A reader's own field replaces the wish: they know.
    [custom, { temperature: 0.7, extraBody: { temperature: 0.2 } }],
  ])('%j with %j needs no word', async (subject, parameters) => {
    expect((await notesOn(subject, parameters)).notes).toEqual([])
  })
})

describe('what is left out after a refusal', () => {
  const refusing =
    (...refusals: unknown[]): Answering =>
    () =>
      refusals.length > 0
        ? json(refusals.shift(), { status: 400 })
        : json({ error: { message: 'Wrong key' } }, { status: 401 })

  it('is said, with the server’s own words', async () => {
    const answer = refusing({ error: { message: 'Unknown field: stream_options' } })
    const { notes, sent } = await notesOn(custom, {}, { answer })
    expect(sent).toHaveLength(2)
    expect(notes).toEqual([
      'My server refused “stream_options”, so the request was sent again without it. It said: “Unknown field: stream_options”',
    ])
  })

  it('is said one by one when a server names one at a time, but three times at most', async () => {
    const fields = ['stream_options', 'top_p', 'reasoning_effort', 'max_tokens']
    const answer = refusing(...fields.map((field) => ({ error: { message: `'${field}' is not supported` } })))
    const parameters = { topP: 0.9, reasoning: 'low', maxOutputTokens: 100 } as const
    const { notes, sent } = await notesOn(custom, parameters, { answer })
    expect(sent).toHaveLength(4)
    expect(notes.map((note) => note.slice(0, note.indexOf(',')))).toEqual([
      'My server refused “stream_options”',
      'My server refused “top_p”',
      'My server refused “reasoning_effort”',
    ])
  })

  it.each<[readonly [string, Wire, string], ChatParameters, string, string]>([
    [
      custom,
      { maxOutputTokens: 100 },
      "Use 'max_completion_tokens' instead of 'max_tokens'",
      'My server refused “max_tokens”, so it was sent again as “max_completion_tokens”.',
    ],
    [
      ['openai', 'openai-responses', 'gpt-5'],
      { reasoning: 'low' },
      'Verify to use reasoning.summary',
      'OpenAI refused “reasoning.summary”, so the request was sent again without it.',
    ],
    [
      qwen,
      { reasoning: 'low' },
      '"qwen3:8b" does not support thinking',
      'Ollama refused “think”, so the request was sent again without it.',
    ],
    [
      pro,
      { reasoning: 'low' },
      'Thinking level is not supported',
      'Google Gemini refused “generationConfig.thinkingConfig”, so the request was sent again without it.',
    ],
    [
      sonnet,
      { topP: 0.5 },
      'top_p: Extra inputs are not permitted',
      'Anthropic refused “top_p”, so the request was sent again without it.',
    ],
  ])('%j: %j', async (subject, parameters, message, sentence) => {
    const { notes } = await notesOn(subject, parameters, { answer: refusing({ error: { message } }) })
    expect(notes).toEqual([`${sentence} It said: “${message}”`])
  })

  it('quotes a server at no length, and never the key', async () => {
    const key = 'sk-planted-8d1f60c2a97b4e35'
    const message = `Unknown field: stream_options ${key} ${'blah '.repeat(100)}`
    const changes = { key, keyOrigin: 'http://localhost:8080' }
    const { notes } = await notesOn(custom, {}, { answer: refusing({ error: { message } }), changes })
    expect(notes.join()).not.toContain(key)
    expect(notes.join().length).toBeLessThan(300)
  })
})
