import { afterEach, describe, expect, it, vi } from 'vitest'
import { requestJson } from '../../../../lib/adapters/http'
import { ChatError, type ErrorInfo } from '../../../../lib/chat/chat-error'
import type { Connection } from '../../../../lib/chat/connection'
import { connectionTo } from '../../../helpers/wire-connection'
import { fakeFetch, json } from '../../../helpers/wire-fetch'

afterEach(() => vi.unstubAllGlobals())

async function failureOf(
  response: () => Response | Promise<Response>,
  changes: Partial<Connection> = {},
): Promise<ErrorInfo> {
  fakeFetch(response)
  try {
    await requestJson(
      connectionTo('openrouter', changes),
      { method: 'GET', path: '/models' },
      new AbortController().signal,
    )
  } catch (error) {
    if (error instanceof ChatError) return error.info
    throw error
  }
  throw new Error('It did not fail.')
}

const page = (title: string): string => `<!DOCTYPE html><html><head><title>${title}</title></head><body>…</body></html>`

describe('a response with an error status', () => {
  it.each<[string, number, unknown, string, string]>([
    [
      'F15: a wrong key',
      401,
      { error: { message: 'Incorrect API key provided', code: 'invalid_api_key' } },
      'auth',
      'Incorrect API key provided',
    ],
    ['65: a flat detail', 401, { detail: 'Invalid API Key' }, 'auth', 'Invalid API Key'],
    [
      'no money, as a missing right',
      403,
      { code: 'permission', error: 'Your team has used all available credits.' },
      'quota',
      'Your team has used all available credits.',
    ],
    [
      'a count in the midst of the words',
      400,
      { error: { message: 'The input token count (2000) exceeds the maximum.', status: 'INVALID_ARGUMENT' } },
      'context-length',
      'The input token count (2000) exceeds the maximum.',
    ],
    [
      'a model that was taken off',
      400,
      { error: { message: '`m-1` has been decommissioned.', code: 'model_decommissioned' } },
      'model-not-found',
      '`m-1` has been decommissioned.',
    ],
    [
      'a model of another plan',
      404,
      { error: { message: 'Unable to access model m.', code: 'model_not_available' } },
      'model-not-found',
      'Unable to access model m.',
    ],
    [
      'a model that nobody serves',
      400,
      { error: { message: 'No provider that you enabled has it.', code: 'model_not_supported' } },
      'model-not-found',
      'No provider that you enabled has it.',
    ],
    [
      'a deployment that is not there',
      404,
      { error: { message: 'There is none for this resource.', code: 'DeploymentNotFound' } },
      'model-not-found',
      'There is none for this resource.',
    ],
    [
      'a list of the models there are',
      400,
      { error: { message: 'The supported API model names are m-1 or m-2, but you passed m-3.' } },
      'model-not-found',
      'The supported API model names are m-1 or m-2, but you passed m-3.',
    ],
    [
      'a model, the other way round',
      404,
      { error: { message: 'Not found the model m or Permission denied', type: 'resource_not_found_error' } },
      'model-not-found',
      'Not found the model m or Permission denied',
    ],
    [
      '68: a wrong key as 400',
      400,
      { code: 'invalid-argument', error: 'Incorrect API key provided' },
      'auth',
      'Incorrect API key provided',
    ],
    [
      'no money',
      402,
      { error: { message: 'Insufficient Balance', type: 'unknown_error' } },
      'quota',
      'Insufficient Balance',
    ],
    [
      'moderation',
      403,
      { error: { code: 403, message: 'Your input was flagged', metadata: { reasons: ['x'] } } },
      'content-filter',
      'Your input was flagged',
    ],
    ['66: an empty 403', 403, '', 'origin-blocked', ''],
    ['67: a firewall', 403, page('Attention Required!'), 'bad-response', 'Attention Required!'],
    ['F17: an unknown model', 404, { error: "model 'x' not found" }, 'model-not-found', "model 'x' not found"],
    [
      'an unknown model by code',
      404,
      { error: { message: 'The model `x` does not exist', code: 'model_not_found' } },
      'model-not-found',
      'The model `x` does not exist',
    ],
    [
      '65: an unknown model, flat',
      400,
      { object: 'error', message: 'Invalid model: x', type: 'invalid_model', code: '1500' },
      'model-not-found',
      'Invalid model: x',
    ],
    [
      'no endpoint',
      404,
      { error: { message: 'No endpoints found matching your data policy', code: 404 } },
      'model-not-found',
      'No endpoints found matching your data policy',
    ],
    ['a wrong path', 404, '404 page not found', 'not-configured', '404 page not found'],
    ['a wrong path in JSON', 404, { detail: 'Not Found' }, 'not-configured', 'Not Found'],
    ['a wrong path as a page', 404, page('Not here'), 'not-configured', 'Not here'],
    [
      'F18: too long',
      400,
      { error: { message: "This model's maximum context length is 8192 tokens", code: 'context_length_exceeded' } },
      'context-length',
      "This model's maximum context length is 8192 tokens",
    ],
    ['F18: too large', 413, { error: { message: 'Request too large' } }, 'context-length', 'Request too large'],
    [
      'llama.cpp too long',
      400,
      { error: { code: 400, message: 'x', type: 'exceed_context_size_error' } },
      'context-length',
      'x',
    ],
    [
      '65: a list of complaints',
      422,
      { detail: [{ type: 'extra', loc: ['body', 'foo'], msg: 'Extra inputs' }] },
      'bad-request',
      'body.foo: Extra inputs',
    ],
    [
      '65: a message that is an object',
      422,
      { object: 'error', message: { detail: [{ loc: ['body', 'foo'], msg: 'Bad' }] } },
      'bad-request',
      'body.foo: Bad',
    ],
    ['65: a list of errors', 400, { errors: [{ message: 'Bad thing' }] }, 'bad-request', 'Bad thing'],
    [
      'an upstream that is hidden',
      400,
      { error: { message: 'Provider returned error', metadata: { raw: 'the real reason' } } },
      'bad-request',
      'Provider returned error the real reason',
    ],
    [
      'too many requests',
      429,
      { message: 'Requests rate limit exceeded' },
      'rate-limit',
      'Requests rate limit exceeded',
    ],
    [
      'too many requests, with an advertisement',
      429,
      { error: { message: 'Rate limit reached. Upgrade at https://x/settings/billing', code: 'rate_limit_exceeded' } },
      'rate-limit',
      'Rate limit reached. Upgrade at https://x/settings/billing',
    ],
    [
      '70: a quota',
      429,
      { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } },
      'quota',
      'You exceeded your current quota',
    ],
    ['a crash', 500, { error: { message: 'oops' } }, 'overloaded', 'oops'],
    [
      'F20: overloaded',
      529,
      { error: { type: 'overloaded_error', message: 'Overloaded' } },
      'overloaded',
      'Overloaded',
    ],
    [
      'loading',
      503,
      { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
      'overloaded',
      'Loading model',
    ],
    ['capacity', 498, { error: { message: 'x', code: 'capacity_exceeded' } }, 'overloaded', 'x'],
    ['67: a gateway', 502, page('Bad gateway'), 'overloaded', 'Bad gateway'],
    ['a gateway that waited', 504, page('Gateway time-out'), 'timeout', 'Gateway time-out'],
    [
      'no streaming',
      400,
      { error: { message: 'This model does not support streaming' } },
      'not-streamable',
      'This model does not support streaming',
    ],
  ])('64: %s (%i), whatever the content type says', async (_, status, body, kind, detail) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    for (const type of ['application/json', 'text/plain', 'text/event-stream', 'application/octet-stream']) {
      const info = await failureOf(() => new Response(text, { status, headers: { 'content-type': type } }))
      expect(info).toMatchObject({ kind, status, providerId: 'openrouter' })
      expect(info.detail ?? '').toBe(detail)
    }
  })

  it('keeps the name of the request and the wait the server asks for', async () => {
    const headers = { 'mistral-correlation-id': 'req-7', 'retry-after': '3' }
    expect(await failureOf(() => json({}, { status: 429, headers }))).toMatchObject({
      requestId: 'req-7',
      retryAfterMs: 3_000,
    })
  })

  it('takes the name of the request from the body where no header can be read', async () => {
    expect(await failureOf(() => json({ error: {}, request_id: 'req-8' }, { status: 500 }))).toMatchObject({
      requestId: 'req-8',
    })
  })

  it('tells a missing key from a wrong one', async () => {
    const response = (): Response => json({}, { status: 401 })
    expect((await failureOf(response)).message).toContain('asks for a key')
    const keyed = { key: 'sk-1234567890', keyOrigin: 'https://openrouter.ai' }
    expect((await failureOf(response, keyed)).message).toContain('did not accept the key')
  })

  it('reads no more of a body than an error needs', async () => {
    const info = await failureOf(() => new Response('x'.repeat(1_000_000), { status: 500 }))
    expect(info.detail).toHaveLength(2_000)
  })
})

describe('a success that is none', () => {
  it.each<[string, string, string]>([
    ['63: an error in JSON', '{"error":{"message":"boom","code":500}}', 'overloaded'],
    ['65: an error that is a string', '{"code":"invalid-argument","error":"Incorrect API key provided"}', 'auth'],
    ['F22: a login page', page('Sign in'), 'bad-response'],
    ['F25: nothing', '', 'bad-response'],
    ['F23: prose', 'Hello there', 'bad-response'],
    ['an unknown path', '{"error":"Unexpected endpoint or method. (GET /models)"}', 'not-configured'],
  ])('%s', async (_, body, kind) => {
    expect((await failureOf(() => new Response(body))).kind).toBe(kind)
  })
})

describe('no response at all', () => {
  const refused = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'))

  it('F1: on this machine asks whether the server runs', async () => {
    const info = await failureOf(refused, { providerName: 'Ollama', baseUrl: 'http://localhost:11434' })
    expect(info).toMatchObject({
      kind: 'unreachable',
      message: 'Nothing answers at localhost:11434. Is Ollama running there?',
    })
  })

  it('F2, F29: elsewhere names the host and the certificate', async () => {
    const info = await failureOf(refused)
    expect(info.kind).toBe('unreachable')
    expect(info.message).toMatch(/openrouter\.ai.*certificate/)
  })

  it('F3: offline sends nothing', async () => {
    vi.stubGlobal('navigator', { onLine: false })
    const sent = fakeFetch(refused)
    const failing = requestJson(connectionTo('openrouter'), { method: 'GET', path: '/x' }, new AbortController().signal)
    await expect(failing).rejects.toMatchObject({
      kind: 'unreachable',
      info: { message: expect.stringContaining('offline') as string },
    })
    expect(sent).toHaveLength(0)
  })

  it('offline still reaches this machine', async () => {
    vi.stubGlobal('navigator', { onLine: false })
    fakeFetch(() => json({ fine: true }))
    const asking = requestJson(connectionTo('ollama'), { method: 'GET', path: '/x' }, new AbortController().signal)
    expect(await asking).toEqual({ fine: true })
  })

  it('F27, 84: a redirect is named, and looked for without the key', async () => {
    const key = 'sk-canary-0123456789'
    const sent = fakeFetch(({ init }) =>
      init.redirect === 'manual'
        ? new Response(null, { status: 307, headers: { location: 'https://evil.test' } })
        : refused(),
    )
    const connection = connectionTo('openrouter', { key, keyOrigin: 'https://openrouter.ai' })
    const failing = requestJson(connection, { method: 'POST', path: '/x', body: {} }, new AbortController().signal)
    await expect(failing).rejects.toMatchObject({
      kind: 'not-configured',
      info: { message: expect.stringContaining('another address') as string },
    })
    expect(sent.map(({ url }) => new URL(url).host)).toEqual(['openrouter.ai', 'openrouter.ai'])
    expect(sent[1]).toMatchObject({ method: 'GET', body: '' })
    expect([...(sent[1]?.headers ?? [])]).toEqual([])
  })

  it('but something there: the connection broke', async () => {
    const info = await failureOf(
      vi
        .fn<() => Promise<Response>>()
        .mockRejectedValueOnce(new TypeError('Failed to fetch'))
        .mockResolvedValue(json({})),
    )
    expect(info).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('broke off') as string })
  })
})

describe('whether another try makes sense', () => {
  it.each<[string, boolean | undefined]>([
    ['true', true],
    ['False ', false],
    ['maybe', undefined],
    ['constructor', undefined],
  ])('is what the server says of it: %s', async (said, retryable) => {
    const headers = { 'x-should-retry': said }
    expect((await failureOf(() => json({ error: 'x' }, { status: 400, headers }))).retryable).toBe(retryable)
  })

  it('is not said by most', async () => {
    expect(await failureOf(() => json({ error: 'x' }, { status: 500 }))).not.toHaveProperty('retryable')
  })

  it('does not hold for a success with nothing in it', async () => {
    const info = await failureOf(() => new Response(''))
    expect(info).toMatchObject({ kind: 'bad-response', message: 'The model returned nothing.' })
    expect(info).not.toHaveProperty('retryable')
  })

  it.each([409, 425, 498, 500, 502, 503, 520, 521, 522, 523, 529])('holds for %i', async (status) => {
    expect((await failureOf(() => new Response('', { status }))).kind).toBe('overloaded')
  })

  it.each([408, 504, 524])('holds once for %i', async (status) => {
    expect((await failureOf(() => new Response('', { status }))).kind).toBe('timeout')
  })

  it.each([400, 405, 422, 501, 505])('does not hold for %i', async (status) => {
    expect((await failureOf(() => json({ message: 'no' }, { status }))).kind).toBe('bad-request')
  })

  it('does not hold where nobody listens on this machine, or where we are offline', async () => {
    const refuse = () => Promise.reject(new TypeError('Failed to fetch'))
    expect(await failureOf(refuse, { baseUrl: 'http://127.0.0.1:9' })).toMatchObject({
      kind: 'unreachable',
      retryable: false,
    })
    expect(await failureOf(refuse)).not.toHaveProperty('retryable')
    vi.stubGlobal('navigator', { onLine: false })
    expect(await failureOf(refuse)).toMatchObject({ kind: 'unreachable', retryable: false })
  })
})

it('reads a failure of megabytes in no time, and keeps little of it', async () => {
  const message = 'not_found_error model '.repeat(100_000)
  const before = performance.now()
  const { detail = '' } = await failureOf(() => json({ error: { message } }))
  expect(detail.length).toBeLessThanOrEqual(2_000)
  expect(performance.now() - before).toBeLessThan(2_000)
})

it('reads a failure that is nested deeper than functions may call themselves', async () => {
  const deep = '['.repeat(20_000) + ']'.repeat(20_000)
  const body = `{"error":{"message":"no","code":${deep},"metadata":{"raw":{"a":${deep}}}},"detail":[{"msg":"x","loc":[${deep}]}]}`
  expect(await failureOf(() => new Response(body))).toMatchObject({ kind: 'bad-response', detail: 'no' })
})
