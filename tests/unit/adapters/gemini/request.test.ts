import { afterEach, describe, expect, it, vi } from 'vitest'
import { gemini } from '../../../../lib/adapters/gemini'
import { contentBody } from '../../../../lib/adapters/gemini/body'
import type { ErrorInfo } from '../../../../lib/chat/chat-error'
import type { ChatParameters } from '../../../../lib/chat/request'
import { connectionTo, requestFor } from '../../../helpers/wire-connection'
import { bytesOf, fakeFetch, inPieces, json, type Sent } from '../../../helpers/wire-fetch'
import { collect, outcomeOf } from '../../../helpers/wire-outcome'

afterEach(() => vi.unstubAllGlobals())

const signal = new AbortController().signal
const key = 'AIza-canary-0123456789'
const connection = connectionTo('gemini', { key, keyOrigin: 'https://generativelanguage.googleapis.com' })
const hi = { candidates: [{ content: { parts: [{ text: 'Hi' }], role: 'model' }, finishReason: 'STOP', index: 0 }] }

function configFor(model: string, parameters: ChatParameters): unknown {
  return contentBody(requestFor(model, { parameters })).generationConfig
}

async function sentTo(model: string, changes = {}): Promise<Sent | undefined> {
  const sent = fakeFetch(() => json(hi))
  await collect(gemini.stream(requestFor(model), { ...connection, ...changes }, signal))
  return sent[0]
}

describe('the request', () => {
  it('names the model in its path and carries the key in a header only', async () => {
    const sent = await sentTo('gemini-2.5-flash')
    expect(sent?.url).toBe(
      'https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse',
    )
    expect(Object.fromEntries(sent?.headers ?? [])).toEqual({
      'content-type': 'application/json',
      'x-goog-api-key': key,
    })
  })

  it.each([
    ['tunedModels/mine', 'https://generativelanguage.googleapis.com', '/v1beta/tunedModels/mine:streamGenerateContent'],
    ['a model?', 'https://generativelanguage.googleapis.com', '/v1beta/models/a%20model%3F:streamGenerateContent'],
    ['m', 'https://generativelanguage.googleapis.com/v1', '/v1/models/m:streamGenerateContent'],
  ])('for %s at %s goes to %s', async (model, baseUrl, path) => {
    expect(new URL((await sentTo(model, { baseUrl }))?.url ?? '').pathname).toBe(path)
  })
})

describe('the body', () => {
  const text = (value: string) => ({ type: 'text' as const, text: value })
  const request = requestFor('gemini-2.5-flash', {
    system: 'Be brief.',
    parameters: {
      maxOutputTokens: 100.4,
      temperature: 0.5,
      topP: 0.9,
      stop: ['', '1', '2', '3', '4', '5', '6'],
    },
    messages: [
      { role: 'user', parts: [{ type: 'image', mediaType: 'image/png', data: 'iVBO' }, text('What?'), text('')] },
      { role: 'assistant', parts: [text('')] },
      { role: 'assistant', parts: [text('A cat.')] },
      { role: 'user', parts: [text('Sure?')] },
    ],
  })

  it('77: says all that was asked for, without what is refused', () => {
    expect(contentBody(request)).toEqual({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data: 'iVBO' } }, { text: 'What?' }] },
        { role: 'model', parts: [{ text: 'A cat.' }] },
        { role: 'user', parts: [{ text: 'Sure?' }] },
      ],
      generationConfig: {
        maxOutputTokens: 100,
        temperature: 0.5,
        topP: 0.9,
        stopSequences: ['1', '2', '3', '4', '5'],
      },
    })
  })

  it('says nothing that was not asked for', () => {
    expect(contentBody(requestFor('gemini-3-pro'))).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'Hello' }] }],
    })
  })

  it('puts the system text before the first question of a model that takes none', () => {
    const body = contentBody({ ...request, model: 'gemma-3-27b-it' })
    expect(body).not.toHaveProperty('systemInstruction')
    expect(body.contents).toMatchObject([{ parts: [{ text: 'Be brief.' }, {}, {}] }, {}, {}])
  })

  it.each<[string, NonNullable<ChatParameters['reasoning']>, unknown]>([
    ['gemini-2.5-flash', 'off', { thinkingBudget: 0 }],
    ['gemini-2.5-flash-lite', 'low', { thinkingBudget: 1_024, includeThoughts: true }],
    ['gemini-2.5-pro', 'off', { thinkingBudget: 128 }],
    ['gemini-2.5-pro', 'high', { thinkingBudget: 24_576, includeThoughts: true }],
    ['gemini-3-pro-preview', 'off', { thinkingLevel: 'LOW' }],
    ['gemini-3-flash', 'off', { thinkingLevel: 'MINIMAL' }],
    ['gemini-3.1-flash', 'medium', { thinkingLevel: 'MEDIUM', includeThoughts: true }],
    ['gemini-flash-latest', 'high', { thinkingLevel: 'HIGH', includeThoughts: true }],
    ['gemini-2.0-flash', 'high', undefined],
    ['gemini-1.5-pro', 'off', undefined],
    ['gemma-3-27b-it', 'low', undefined],
    ['learnlm', 'low', undefined],
  ])('78: for %s puts the wish for %s thinking', (model, reasoning, thinkingConfig) => {
    expect(configFor(model, { reasoning })).toEqual(thinkingConfig && { thinkingConfig })
    expect(configFor(model, {})).toBeUndefined()
  })

  it('merges extra fields', () => {
    const extraBody = { safetySettings: [], generationConfig: { topK: 3, temperature: 0.1 }, contents: [] }
    expect(contentBody(requestFor('m', { parameters: { temperature: 1, topP: 0.9, extraBody } }))).toEqual({
      safetySettings: [],
      contents: [{ role: 'user', parts: [{ text: 'Hello' }] }],
      generationConfig: { topP: 0.9, topK: 3, temperature: 0.1 },
    })
  })
})

it('19: no body at all is worth another try on this wire', async () => {
  fakeFetch(() => new Response(''))
  expect((await collect(gemini.stream(requestFor('m'), connection, signal))).error).toMatchObject({
    kind: 'bad-response',
    message: 'The model returned nothing.',
    retryable: true,
  })
})

describe('a refusal', () => {
  async function refusalOf(error: object, status: number, list = false): Promise<ErrorInfo | undefined> {
    fakeFetch(() => json(list ? [{ error }] : { error }, { status }))
    return (await collect(gemini.stream(requestFor('m'), connection, signal))).error
  }
  const quota = (quotaId: string) => ({
    code: 429,
    message: 'You exceeded your current quota, please check your plan and billing details.',
    status: 'RESOURCE_EXHAUSTED',
    details: [
      { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '23s' },
    ],
  })

  it('of thinking is answered by asking once more without the wish', async () => {
    const error = { code: 400, message: 'Thinking level is not supported for this model.', status: 'INVALID_ARGUMENT' }
    const sent = fakeFetch(({ body }) => (body.includes('thinking') ? json({ error }, { status: 400 }) : json(hi)))
    const request = requestFor('gemini-3-flash', { parameters: { reasoning: 'low', temperature: 0.5 } })
    expect(outcomeOf(await collect(gemini.stream(request, connection, signal))).parts).toEqual([['text', 'Hi']])
    expect(sent.map(({ body }) => (JSON.parse(body) as { generationConfig: unknown }).generationConfig)).toEqual([
      { temperature: 0.5, thinkingConfig: { thinkingLevel: 'LOW', includeThoughts: true } },
      { temperature: 0.5 },
    ])
  })

  it('is not asked about again where no wish was made', async () => {
    const sent = fakeFetch(() => json({ error: { code: 400, message: 'I think not.' } }, { status: 400 }))
    await collect(gemini.stream(requestFor('gemini-3-flash'), connection, signal))
    expect(sent).toHaveLength(1)
  })

  it.each([false, true])('68: of the key comes as 400 (in a list: %s)', async (list) => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }]
    const error = { code: 400, message: 'Nope.', status: 'INVALID_ARGUMENT', details }
    expect(await refusalOf(error, 400, list)).toMatchObject({ kind: 'auth', status: 400, detail: 'Nope.' })
  })

  it('70, 71: tells a used-up minute from a used-up day, and how long to wait', async () => {
    const minute = 'GenerateRequestsPerMinutePerProjectPerModel-FreeTier'
    expect(await refusalOf(quota(minute), 429)).toMatchObject({ kind: 'rate-limit', retryAfterMs: 23_000 })
    const day = 'GenerateRequestsPerDayPerProjectPerModel-FreeTier'
    expect(await refusalOf(quota(day), 429)).toMatchObject({ kind: 'quota' })
  })

  it.each<[number, string, string, string]>([
    [400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.', 'bad-request'],
    [400, 'INVALID_ARGUMENT', 'The input token count exceeds the maximum number of tokens allowed', 'context-length'],
    [403, 'PERMISSION_DENIED', 'Method doesn’t allow unregistered callers', 'auth'],
    [404, 'NOT_FOUND', 'models/x is not found for API version v1beta', 'model-not-found'],
    [500, 'INTERNAL', 'An internal error has occurred.', 'overloaded'],
    [503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.', 'overloaded'],
    [504, 'DEADLINE_EXCEEDED', 'Deadline expired', 'timeout'],
  ])('%i %s (%s)', async (code, status, message, kind) => {
    expect(await refusalOf({ code, message, status }, code)).toMatchObject({ kind, status: code, detail: message })
  })
})

it('9: reads an event of a megabyte', async () => {
  const data = 'x'.repeat(1_300_000)
  const big = { candidates: [{ content: { parts: [{ inlineData: { mimeType: 'image/png', data } }] }, index: 0 }] }
  const bytes = bytesOf(`data: ${JSON.stringify(big)}\r\n\r\ndata: ${JSON.stringify(hi)}\r\n\r\n`)
  const pieces = Array.from({ length: Math.ceil(bytes.length / 16_384) }, (_, index) =>
    bytes.subarray(index * 16_384, (index + 1) * 16_384),
  )
  fakeFetch(() => inPieces(pieces))
  const collected = await collect(gemini.stream(requestFor('m'), connection, signal))
  expect(outcomeOf(collected)).toEqual({ parts: [['text', 'Hi']], finish: 'stop STOP' })
})

describe('complete', () => {
  it('asks for one piece and gives the same events', async () => {
    const sent = fakeFetch(() => json(hi))
    expect(await gemini.complete(requestFor('m'), connection, signal)).toEqual([
      { type: 'text-delta', text: 'Hi' },
      { type: 'finish', reason: { unified: 'stop', raw: 'STOP' } },
    ])
    expect(new URL(sent[0]?.url ?? '').pathname).toBe('/v1beta/models/m:generateContent')
  })
})

describe('listModels', () => {
  it('reads all pages, and leaves out what does not chat', async () => {
    const base = 'https://generativelanguage.googleapis.com/v1beta/models?pageSize=1000'
    const supportedGenerationMethods = ['generateContent', 'countTokens']
    const pages: Record<string, unknown> = {
      [base]: {
        models: [
          {
            name: 'models/gemini-2.5-flash',
            displayName: 'Gemini 2.5 Flash',
            inputTokenLimit: 1_048_576,
            outputTokenLimit: 65_536,
            supportedGenerationMethods,
            thinking: true,
          },
          { name: 'models/embedding-001', supportedGenerationMethods: ['embedContent'] },
          { name: 'models/gemini-2.5-flash-preview-tts', supportedGenerationMethods },
        ],
        nextPageToken: 'a=b',
      },
      [`${base}&pageToken=a%3Db`]: { models: [{ name: 'models/gemma-3', supportedGenerationMethods }, null] },
    }
    const sent = fakeFetch(({ url }) => json(pages[url]))
    expect(await gemini.listModels(connection, signal)).toEqual([
      {
        id: 'gemini-2.5-flash',
        name: 'Gemini 2.5 Flash',
        contextWindow: 1_048_576,
        maxOutputTokens: 65_536,
        thinking: true,
      },
      { id: 'gemma-3' },
    ])
    expect(sent.map(({ headers }) => headers.get('x-goog-api-key'))).toEqual([key, key])
  })

  it('fails where the key is wrong, whatever the status', async () => {
    fakeFetch(() => json([{ error: { code: 400, message: 'API key not valid.' } }]))
    await expect(gemini.listModels(connection, signal)).rejects.toMatchObject({ kind: 'auth' })
  })
})
