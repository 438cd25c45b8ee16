import { afterEach, describe, expect, it, vi } from 'vitest'
import { anthropicMessages } from '../../../../lib/adapters/anthropic-messages'
import { messagesBody } from '../../../../lib/adapters/anthropic-messages/body'
import type { ErrorInfo } from '../../../../lib/chat/chat-error'
import { connectionTo, requestFor } from '../../../helpers/wire-connection'
import { fakeFetch, json, type Sent } from '../../../helpers/wire-fetch'
import { collect, outcomeOf } from '../../../helpers/wire-outcome'

afterEach(() => vi.unstubAllGlobals())

const signal = new AbortController().signal
const key = 'sk-ant-canary-0123456789'
const connection = connectionTo('anthropic', { key, keyOrigin: 'https://api.anthropic.com' })
const hi = { type: 'message', content: [{ type: 'text', text: 'Hi' }], stop_reason: 'end_turn' }

function sentBody(sent: Sent | undefined): Record<string, unknown> {
  return JSON.parse(sent?.body ?? '{}') as Record<string, unknown>
}

async function refusalOf(status: number, type: string, message: string, more = {}): Promise<ErrorInfo | undefined> {
  fakeFetch(() => json({ type: 'error', error: { type, message, ...more }, request_id: 'req_1' }, { status }))
  return (await collect(anthropicMessages.stream(requestFor('claude-x'), connection, signal))).error
}

describe('the request', () => {
  async function headersWith(headers: Record<string, string>): Promise<Sent | undefined> {
    const sent = fakeFetch(() => json(hi))
    await collect(anthropicMessages.stream(requestFor('claude-x'), { ...connection, headers }, signal))
    return sent[0]
  }

  it('carries the key, the version and the leave to be asked from a browser in headers', async () => {
    const sent = await headersWith(connection.headers)
    expect(sent?.url).toBe('https://api.anthropic.com/v1/messages')
    expect(Object.fromEntries(sent?.headers ?? [])).toEqual({
      'content-type': 'application/json',
      'x-api-key': key,
      'anthropic-version': '2023-06-01',
      'anthropic-dangerous-direct-browser-access': 'true',
    })
  })

  it('speaks another version where the user set one, in whatever case', async () => {
    const sent = await headersWith({ ...connection.headers, 'Anthropic-Version': '2030-01-01' })
    expect(sent?.headers.get('anthropic-version')).toBe('2030-01-01')
  })

  it('does not repeat a version that the address has', async () => {
    const sent = fakeFetch(() => json(hi))
    await collect(
      anthropicMessages.stream(requestFor('m'), { ...connection, baseUrl: 'https://api.anthropic.com/v1' }, signal),
    )
    expect(sent[0]?.url).toBe('https://api.anthropic.com/v1/messages')
  })
})

describe('the body', () => {
  it('says all that was asked for', () => {
    const request = requestFor('claude-sonnet-4-5-20250929', {
      system: 'Be brief.',
      parameters: { maxOutputTokens: 100.4, temperature: 0.5, stop: ['###', ' ', '\n', ''] },
      messages: [
        {
          role: 'user',
          parts: [
            { type: 'image', mediaType: 'image/png', data: 'iVBO' },
            { type: 'text', text: 'What?' },
          ],
        },
        { role: 'assistant', parts: [{ type: 'text', text: 'A cat. ' }] },
        { role: 'user', parts: [{ type: 'text', text: 'Sure?' }] },
      ],
    })
    expect(messagesBody(request, connectionTo('anthropic').dialect, true)).toEqual({
      model: 'claude-sonnet-4-5-20250929',
      stream: true,
      system: 'Be brief.',
      max_tokens: 100,
      temperature: 0.5,
      stop_sequences: ['###'],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBO' } },
            { type: 'text', text: 'What?' },
          ],
        },
        { role: 'assistant', content: [{ type: 'text', text: 'A cat. ' }] },
        { role: 'user', content: [{ type: 'text', text: 'Sure?' }] },
      ],
    })
  })

  it('leaves out what is refused: empty texts, messages of nothing, blanks behind a last answer', () => {
    const text = (value: string) => ({ type: 'text' as const, text: value })
    const request = requestFor('claude-x', {
      system: ' ',
      messages: [
        { role: 'user', parts: [text(''), text('Hi')] },
        { role: 'assistant', parts: [text(' ')] },
        { role: 'user', parts: [text('Go on')] },
        { role: 'assistant', parts: [text('Once \n')] },
      ],
    })
    const body = messagesBody(request, connectionTo('anthropic').dialect, true)
    expect(body).not.toHaveProperty('system')
    expect(body.messages).toEqual([
      { role: 'user', content: [text('Hi')] },
      { role: 'user', content: [text('Go on')] },
      { role: 'assistant', content: [text('Once')] },
    ])
  })

  it('merges extra fields, but not over what the answer depends on', () => {
    const request = requestFor('claude-x', { parameters: { extraBody: { max_tokens: 7, stream: false, top_k: 3 } } })
    expect(messagesBody(request, connectionTo('anthropic').dialect, true)).toMatchObject({
      max_tokens: 7,
      stream: true,
      top_k: 3,
    })
  })
})

describe('a refusal', () => {
  it('of a field is answered by asking once more without it', async () => {
    const message = '"thinking.type.adaptive" is not supported for this model.'
    const sent = fakeFetch(({ body }) =>
      body.includes('thinking')
        ? json({ type: 'error', error: { type: 'invalid_request_error', message } }, { status: 400 })
        : json(hi),
    )
    const request = requestFor('claude-next', { parameters: { reasoning: 'low' } })
    expect(outcomeOf(await collect(anthropicMessages.stream(request, connection, signal)))).toMatchObject({
      parts: [['text', 'Hi']],
    })
    expect(sent.map(sentBody).map(Object.keys)).toEqual([
      expect.arrayContaining(['thinking', 'max_tokens']),
      expect.not.arrayContaining(['thinking']),
    ])
  })

  it('69: of requests from browsers is not called a wrong key', async () => {
    const message = 'CORS requests are not allowed for this Organization because of its settings.'
    const error = await refusalOf(401, 'authentication_error', message)
    expect(error).toMatchObject({ kind: 'origin-blocked', status: 401, detail: message, providerId: 'anthropic' })
    expect(error?.message).toMatch(/organisation.*do not allow requests from browsers.*key itself was not refused/)
    await expect(anthropicMessages.listModels(connection, signal)).rejects.toMatchObject({ kind: 'origin-blocked' })
  })

  it('for want of the leave to ask from a browser is no wrong key either', async () => {
    const message = "CORS requests must set 'anthropic-dangerous-direct-browser-access' header"
    expect(await refusalOf(401, 'authentication_error', message)).toMatchObject({
      kind: 'origin-blocked',
      message: 'Anthropic refuses requests from browser extensions (401).',
    })
  })

  it.each<[number, string, string, object, string]>([
    [401, 'authentication_error', 'invalid x-api-key', {}, 'auth'],
    [402, 'billing_error', 'Pay first', {}, 'quota'],
    [400, 'invalid_request_error', 'Your credit balance is too low to access the API.', {}, 'quota'],
    [400, 'invalid_request_error', 'prompt is too long: 300000 tokens > 200000 maximum', {}, 'context-length'],
    [400, 'invalid_request_error', 'messages: text content blocks must be non-empty', {}, 'bad-request'],
    [403, 'permission_error', 'Not for you', {}, 'auth'],
    [404, 'not_found_error', 'model: claude-x', {}, 'model-not-found'],
    [413, 'request_too_large', 'Request exceeds the maximum size', {}, 'context-length'],
    [429, 'rate_limit_error', 'This request would exceed your rate limit', {}, 'rate-limit'],
    [500, 'api_error', 'Internal server error', {}, 'overloaded'],
    [504, 'timeout_error', 'Too long', {}, 'timeout'],
    [529, 'overloaded_error', 'Overloaded', {}, 'overloaded'],
  ])('%i %s (%s)', async (status, type, message, more, kind) => {
    expect(await refusalOf(status, type, message, more)).toMatchObject({ kind, status, detail: message })
  })

  it('70: by a limit of spending is a quota, and not one to wait for', async () => {
    const details = { error_code: 'enforced_spend_limit_reached' }
    expect((await refusalOf(429, 'rate_limit_error', 'Limit reached', { details }))?.kind).toBe('quota')
  })
})

it.each([true, false])('says why an answer was declined, streamed: %s', async (streaming) => {
  const ending = { stop_reason: 'refusal', stop_details: { type: 'refusal', explanation: 'Not for swans.' } }
  const events = [
    { type: 'message_start', message: { id: 'm', content: [] } },
    { type: 'message_delta', delta: ending },
    { type: 'message_stop' },
  ]
  const body = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
  fakeFetch(() => (streaming ? new Response(body) : json({ type: 'message', content: [], ...ending })))
  const notes: string[] = []
  const noting = { ...connection, onNote: (note: string) => void notes.push(note) }
  expect(outcomeOf(await collect(anthropicMessages.stream(requestFor('claude-x'), noting, signal)))).toEqual({
    parts: [],
    finish: 'content-filter refusal',
  })
  expect(notes).toEqual(['Anthropic gave a reason: “Not for swans.”'])
})

describe('complete', () => {
  it('asks for one piece and gives the same events', async () => {
    const sent = fakeFetch(() => json(hi))
    expect(await anthropicMessages.complete(requestFor('claude-x'), connection, signal)).toEqual([
      { type: 'text-delta', text: 'Hi' },
      { type: 'finish', reason: { unified: 'stop', raw: 'end_turn' } },
    ])
    expect(sentBody(sent[0])).toMatchObject({ stream: false })
  })
})
