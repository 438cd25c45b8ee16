import { afterEach, describe, expect, it, vi } from 'vitest'
import { openaiChat } from '../../../../lib/adapters/openai-chat'
import { chatBody } from '../../../../lib/adapters/openai-chat/body'
import type { ChatParameters } from '../../../../lib/chat/request'
import { connectionTo, requestFor } from '../../../helpers/wire-connection'
import { fakeFetch, json, type Sent } from '../../../helpers/wire-fetch'
import { collect, outcomeOf } from '../../../helpers/wire-outcome'

afterEach(() => vi.unstubAllGlobals())

const signal = new AbortController().signal
const hi = { choices: [{ message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }] }

function bodyFor(providerId: string, model: string, parameters: ChatParameters = {}): Record<string, unknown> {
  const {
    messages: _,
    model: __,
    ...body
  } = chatBody(requestFor(model, { parameters, system: 'Be brief.' }), connectionTo(providerId).dialect, true)
  return body
}

function sentBody(sent: Sent | undefined): Record<string, unknown> {
  return JSON.parse(sent?.body ?? '{}') as Record<string, unknown>
}

describe('the body', () => {
  const all: ChatParameters = { maxOutputTokens: 100, temperature: 0.5, topP: 0.9, stop: ['a', 'b', 'c', 'd', 'e'] }

  it.each<[string, string, Record<string, unknown>]>([
    [
      'custom',
      'any',
      {
        max_tokens: 100,
        temperature: 0.5,
        top_p: 0.9,
        stop: ['a', 'b', 'c', 'd'],
        stream_options: { include_usage: true },
      },
    ],
    [
      'openai',
      'gpt-4.1-mini',
      {
        store: false,
        max_completion_tokens: 100,
        temperature: 0.5,
        top_p: 0.9,
        stop: ['a', 'b', 'c', 'd'],
        stream_options: { include_usage: true },
      },
    ],
    ['openrouter', 'acme/one', { max_tokens: 100, temperature: 0.5, top_p: 0.9, stop: ['a', 'b', 'c', 'd'] }],
    ['groq', 'qwen3', { max_completion_tokens: 100, temperature: 0.5, top_p: 0.9, stop: ['a', 'b', 'c', 'd'] }],
    ['mistral', 'small', { max_tokens: 100, temperature: 0.5, top_p: 0.9, stop: ['a', 'b', 'c', 'd'] }],
    [
      'xai',
      'grok-4',
      {
        max_completion_tokens: 100,
        temperature: 0.5,
        top_p: 0.9,
        stream_options: { include_usage: true },
      },
    ],
    [
      'deepseek',
      'v4',
      {
        max_tokens: 100,
        temperature: 0.5,
        top_p: 0.9,
        stop: ['a', 'b', 'c', 'd', 'e'],
        stream_options: { include_usage: true },
      },
    ],
  ])('for %s speaks its dialect', (provider, model, body) => {
    expect(bodyFor(provider, model, all)).toEqual({ ...body, stream: true })
  })

  it.each([
    ['grok-3', true],
    ['grok-2-vision', true],
    ['grok-3-mini', false],
    ['grok-4', false],
    ['grok-4.3', false],
    ['grok-4-fast-reasoning', false],
    ['grok-4-1-fast-non-reasoning', true],
    ['grok-code-fast-1', false],
    ['grok-10', false],
  ])('77: sends stop sequences to %s: %s', (model, sends) => {
    expect('stop' in bodyFor('xai', model, { stop: ['a'] })).toBe(sends)
  })

  it.each(['o3', 'o4-mini', 'gpt-5', 'gpt-5.4-nano', 'gpt-10'])('75, 76, 77: spares %s what it refuses', (model) => {
    const request = requestFor(model, { parameters: all, system: 'Be brief.' })
    const body = chatBody(request, connectionTo('openai').dialect, true)
    expect(body).not.toHaveProperty('temperature')
    expect(body).not.toHaveProperty('top_p')
    expect(body).not.toHaveProperty('stop')
    expect(body).toMatchObject({ max_completion_tokens: 100, messages: [{ role: 'developer' }, { role: 'user' }] })
  })

  it.each(['gpt-4o', 'gpt-5-chat-latest', 'chatgpt-4o-latest'])('treats %s as what it is', (model) => {
    expect(bodyFor('openai', model, all)).toHaveProperty('temperature', 0.5)
  })

  it.each<[string, NonNullable<ChatParameters['reasoning']>, Record<string, unknown>]>([
    ['openai', 'low', { reasoning_effort: 'low' }],
    ['openai', 'off', { reasoning_effort: 'none' }],
    ['openrouter', 'high', { reasoning: { effort: 'high' } }],
    ['openrouter', 'off', { reasoning: { effort: 'none' } }],
    ['deepseek', 'low', { thinking: { type: 'enabled' }, reasoning_effort: 'low' }],
    ['deepseek', 'medium', { thinking: { type: 'enabled' }, reasoning_effort: 'high' }],
    ['deepseek', 'off', { thinking: { type: 'disabled' } }],
    ['custom', 'high', { reasoning_effort: 'high' }],
  ])('78: for %s puts the wish for %s thinking', (provider, reasoning, fields) => {
    expect(bodyFor(provider, 'm', { reasoning })).toMatchObject(fields)
    expect(bodyFor(provider, 'm')).not.toHaveProperty(Object.keys(fields)[0] ?? '')
  })

  it('sends to a server of the user only what it must', () => {
    expect(bodyFor('custom', 'm')).toEqual({ stream: true, stream_options: { include_usage: true } })
  })

  it('sends a plain string where there is only text, and parts where there is a picture', () => {
    const text = { type: 'text', text: 'What is it?' } as const
    const image = { type: 'image', mediaType: 'image/png', data: 'iVBO' } as const
    const request = requestFor('m', {
      messages: [
        { role: 'user', parts: [text] },
        { role: 'user', parts: [text, image] },
      ],
    })
    expect(chatBody(request, connectionTo('custom').dialect, true).messages).toEqual([
      { role: 'user', content: 'What is it?' },
      { role: 'user', content: [text, { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO' } }] },
    ])
  })

  it('merges extra fields, but not over what the answer depends on', () => {
    const body = bodyFor('custom', 'm', { temperature: 1, extraBody: { temperature: 2, seed: 7, stream: false } })
    expect(body).toMatchObject({ temperature: 2, seed: 7, stream: true })
  })
})

describe('a server that refuses a field', () => {
  async function ask(
    refusal: unknown,
    status: number,
    parameters: ChatParameters,
  ): Promise<{ sent: Sent[]; outcome: unknown }> {
    let first = true
    const sent = fakeFetch(() => {
      const response = first ? json(refusal, { status }) : json(hi)
      first = false
      return response
    })
    const collected = await collect(openaiChat.stream(requestFor('m', { parameters }), connectionTo('custom'), signal))
    return { sent, outcome: outcomeOf(collected) }
  }

  it.each<[string, unknown, number, ChatParameters, string]>([
    ['by name', { error: { message: 'Unrecognized request argument: stream_options' } }, 400, {}, 'stream_options'],
    [
      'as a parameter',
      { error: { message: 'Unsupported value', param: 'temperature' } },
      400,
      { temperature: 1 },
      'temperature',
    ],
    [
      'in a list',
      { detail: [{ loc: ['body', 'reasoning_effort'], msg: 'Extra inputs are not permitted' }] },
      422,
      { reasoning: 'low' },
      'reasoning_effort',
    ],
    ['in quotes', { error: "'stop' is not supported" }, 400, { stop: ['x'] }, 'stop'],
  ])('%s is asked once more without it', async (_, refusal, status, parameters, field) => {
    const { sent, outcome } = await ask(refusal, status, parameters)
    expect(sent).toHaveLength(2)
    expect(sentBody(sent[0])).toHaveProperty(field)
    expect(sentBody(sent[1])).not.toHaveProperty(field)
    expect(outcome).toMatchObject({ parts: [['text', 'Hi']] })
  })

  it('75: gets the limit under the other name', async () => {
    const refusal = { error: { message: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead." } }
    const { sent } = await ask(refusal, 400, { maxOutputTokens: 5 })
    expect(sentBody(sent[1])).toMatchObject({ max_completion_tokens: 5 })
    expect(sentBody(sent[1])).not.toHaveProperty('max_tokens')
  })

  it.each<[string, unknown, number]>([
    ['names nothing that was sent', { error: { message: 'Bad logprobs' } }, 400],
    ['uses the word only in passing', { error: { message: 'You must stop sending this' } }, 400],
    ['names what must be there', { error: { message: 'messages is too strange', param: 'messages' } }, 400],
    ['failed otherwise', { error: { message: 'stream_options broke me' } }, 500],
  ])('is not asked again when it %s', async (_, refusal, status) => {
    const { sent, outcome } = await ask(refusal, status, { stop: ['x'] })
    expect(sent).toHaveLength(1)
    expect(outcome).toHaveProperty('error')
  })

  it('is asked at most twice', async () => {
    const sent = fakeFetch(() => json({ error: 'stream_options and temperature' }, { status: 400 }))
    await collect(
      openaiChat.stream(requestFor('m', { parameters: { temperature: 1 } }), connectionTo('custom'), signal),
    )
    expect(sent).toHaveLength(2)
  })
})

describe('an address without its version', () => {
  const server = ({ url }: Sent): Response =>
    url.includes('/v1/')
      ? json(url.endsWith('/models') ? { data: [{ id: 'm' }] } : hi)
      : new Response('Not Found', { status: 404 })

  it('is tried beneath /v1', async () => {
    fakeFetch(server)
    const connection = connectionTo('custom', { baseUrl: 'http://localhost:8000' })
    expect(await openaiChat.listModels(connection, signal)).toEqual([{ id: 'm' }])
    expect(outcomeOf(await collect(openaiChat.stream(requestFor('m'), connection, signal))).parts).toEqual([
      ['text', 'Hi'],
    ])
  })

  it('is not, where a version was given', async () => {
    const sent = fakeFetch(() => new Response('Not Found', { status: 404 }))
    const connection = connectionTo('custom', { baseUrl: 'http://localhost:8000/v1' })
    await expect(openaiChat.listModels(connection, signal)).rejects.toMatchObject({ kind: 'not-configured' })
    expect(sent).toHaveLength(1)
  })
})

describe('complete', () => {
  it('asks for one piece and gives the same events', async () => {
    const sent = fakeFetch(() => json(hi))
    expect(await openaiChat.complete(requestFor('m'), connectionTo('custom'), signal)).toEqual([
      { type: 'text-delta', text: 'Hi' },
      { type: 'finish', reason: { unified: 'stop', raw: 'stop' } },
    ])
    expect(sentBody(sent[0])).toMatchObject({ stream: false })
    expect(sentBody(sent[0])).not.toHaveProperty('stream_options')
  })
})
