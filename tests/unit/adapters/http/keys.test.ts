import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { adapterFor } from '../../../../lib/adapters/index'
import { isAnswering, send } from '../../../../lib/adapters/http'
import { scrub, streamScrubber } from '../../../../lib/adapters/http/failure'
import { ChatError } from '../../../../lib/chat/chat-error'
import type { Connection, SentRequest } from '../../../../lib/chat/connection'
import { connectionTo, requestFor } from '../../../helpers/wire-connection'
import { bytesOf, fakeFetch, inPieces, json } from '../../../helpers/wire-fetch'
import { collect } from '../../../helpers/wire-outcome'

afterEach(() => vi.unstubAllGlobals())

const key = 'sk-canary-0123456789abcdef'
const signal = new AbortController().signal
const call = { method: 'POST', path: '/chat/completions', body: { model: 'm' } } as const

function keyed(baseUrl: string, keyOrigin = new URL(baseUrl).origin): Connection {
  return connectionTo('openai', { baseUrl, key, keyOrigin })
}

describe('every request', () => {
  it('84, 86: carries no cookies, no referrer and nothing from a cache, and follows no redirect', async () => {
    const sent = fakeFetch(() => json({}))
    await send(keyed('https://api.example.com/v1'), call, signal)
    expect(sent[0]?.init).toMatchObject({
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    })
  })

  it('is reported as it leaves, without its headers', async () => {
    fakeFetch(() => json({}))
    const reported: SentRequest[] = []
    const onHeaders = vi.fn()
    const connection = {
      ...keyed('https://api.example.com/v1'),
      onSend: (one: SentRequest) => reported.push(one),
      onHeaders,
    }
    await send(connection, call, signal)
    expect(reported).toEqual([
      { method: 'POST', url: 'https://api.example.com/v1/chat/completions', body: '{"model":"m"}' },
    ])
    expect(onHeaders).toHaveBeenCalledOnce()
    expect(JSON.stringify(reported)).not.toContain(key)
  })

  it('carries the key in a header only, and none where there is no key', async () => {
    const sent = fakeFetch(() => json({}))
    await send(keyed('https://api.example.com/v1'), call, signal)
    await send(connectionTo('custom'), call, signal)
    expect(sent[0]?.headers.get('authorization')).toBe(`Bearer ${key}`)
    expect(sent[0]?.url).not.toContain(key)
    expect(sent[1]?.headers.has('authorization')).toBe(false)
  })

  it.each([
    ['openai', 'authorization', `Bearer ${key}`],
    ['anthropic', 'x-api-key', key],
    ['gemini', 'x-goog-api-key', key],
  ])('84: of %s carries the key in %s alone, to its own origin alone', async (row, header, value) => {
    const sent = fakeFetch(() => json({}))
    const connection = connectionTo(row)
    const keyOrigin = new URL(connection.baseUrl).origin
    await send({ ...connection, key, keyOrigin }, call, signal)
    expect([...(sent[0]?.headers ?? [])].filter(([, held]) => held.includes(key))).toEqual([[header, value]])
    expect(sent[0]?.init.redirect).toBe('error')
    const elsewhere = send({ ...connection, baseUrl: 'https://evil.test', key, keyOrigin }, call, signal)
    await expect(elsewhere).rejects.toMatchObject({ kind: 'not-configured' })
    expect(sent).toHaveLength(1)
  })
})

describe('a key', () => {
  it.each([
    ['https://api.example.com', true],
    ['https://api.example.com:443/v1', true],
    ['http://localhost:8080', true],
    ['http://127.0.0.1:8080/v1', true],
    ['http://127.8.8.8', true],
    ['http://[::1]:8080', true],
    ['http://api.example.com', false],
    ['http://192.168.1.5:8080', false],
    ['http://10.0.0.1', false],
    ['http://localhost.example.com', false],
    ['http://0.0.0.0:8080', false],
  ])('to %s travels: %s', async (baseUrl, travels) => {
    const sent = fakeFetch(() => json({}))
    const result = send(keyed(baseUrl), call, signal)
    if (travels) await expect(result).resolves.toBeDefined()
    else await expect(result).rejects.toMatchObject({ kind: 'not-configured' })
    expect(sent).toHaveLength(travels ? 1 : 0)
  })

  it('in an extra header is held to the same rule, and one without secrets is not', async () => {
    const sent = fakeFetch(() => json({}))
    const to = (headers: Record<string, string>): Promise<unknown> =>
      send(connectionTo('custom', { baseUrl: 'http://192.168.1.5', headers }), call, signal)
    await expect(to({ 'X-Api-Key': 'abc' })).rejects.toMatchObject({ kind: 'not-configured' })
    await to({ 'X-Title': 'abc' })
    expect(sent).toHaveLength(1)
  })

  it('goes to no other origin than the one it was entered for', { timeout: 30_000 }, async () => {
    const mutations = fc.constantFrom(
      'https://api.example.com.evil.test',
      'https://api.example.com@evil.test',
      'https://api.example.com\\@evil.test',
      'https://evil.test/https://api.example.com',
      'https://api.example.com.',
      'https://api.example.com:8443',
      'http://api.example.com',
      'https://API.example.org',
      'https://xn--api-example-com.test',
      'https://[::1]',
      '',
      'nonsense',
    )
    const own = 'https://api.example.com'
    const sent = fakeFetch(() => json({}))
    const bases = fc.oneof(
      mutations,
      fc.webUrl(),
      fc.string().map((text) => own + text),
    )
    await fc.assert(
      fc.asyncProperty(bases, fc.constantFrom('', '/v1', '/v1/'), async (base, path) => {
        const before = sent.length
        const connection = connectionTo('openai', { baseUrl: base + path, key, keyOrigin: own })
        const error: unknown = await send(connection, call, signal).catch((caught: unknown) => caught)
        if (error instanceof ChatError) expect([error.kind, sent.length]).toEqual(['not-configured', before])
        else expect(new URL(sent.at(-1)?.url ?? '').origin).toBe(own)
      }),
    )
    expect(sent.every(({ url }) => new URL(url).origin === own)).toBe(true)
  })

  it.each([
    ['a key with a line break', { key: `${key}\nx: y`, keyOrigin: 'https://api.example.com' }],
    ['a key with a letter no header can hold', { key: `${key}…`, keyOrigin: 'https://api.example.com' }],
    ['a header whose name is none', { headers: { 'my header': key } }],
  ])('%s is refused and not repeated', async (_, changes) => {
    const sent = fakeFetch(() => json({}))
    const connection = connectionTo('openai', { baseUrl: 'https://api.example.com', ...changes })
    const error: unknown = await send(connection, call, signal).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ kind: 'not-configured', message: expect.not.stringContaining(key) as string })
    expect(sent).toHaveLength(0)
  })

  it('is not carried elsewhere by the path', async () => {
    const sent = fakeFetch(() => json({}))
    for (const path of ['@evil.test/', '.evil.test/', ':8443/', 'x']) {
      const connection = keyed('https://api.example.com')
      await expect(send(connection, { method: 'GET', path }, signal)).rejects.toMatchObject({ kind: 'not-configured' })
    }
    expect(sent).toHaveLength(0)
  })
})

describe('a server that echoes the key', () => {
  const echoes: [string, () => Response][] = [
    ['as JSON', () => json({ error: { message: `Bad header: Bearer ${key}` } }, { status: 400 })],
    ['in a list', () => json({ detail: [{ loc: ['header'], msg: key }] }, { status: 422 })],
    ['as a page', () => new Response(`<html><title>${key}</title>`, { status: 502 })],
    ['as text', () => new Response(`${'x'.repeat(1990)}${key}`, { status: 500 })],
    ['in a success', () => json({ nothing: key })],
    ['in an event', () => new Response(`data: {"error":{"message":"${key}"}}\n\n`)],
    ['in a broken event', () => new Response(`data: {"key": ${key}\n\n`)],
    ['in prose', () => new Response(`upstream said ${key}\n`)],
    ['in the request id', () => json({}, { status: 500, headers: { 'x-request-id': key } })],
    ['in the answer', () => new Response(`data: {"choices":[{"delta":{"content":"${key}"}}]}\n\ndata: [DONE]\n\n`)],
  ]
  it.each(echoes)('%s finds it in nothing that comes out', async (_, response) => {
    fakeFetch(() => response())
    const connection = keyed('https://api.example.com/v1')
    const collected = await collect(adapterFor('openai-chat')?.stream(requestFor('m'), connection, signal))
    expect(collected.error ?? collected.events).toBeTruthy()
    expect(JSON.stringify(collected)).not.toContain(key)
    // Not half of it either, where a text was cut.
    expect(JSON.stringify(collected)).not.toContain(key.slice(0, 12))
  })

  it('finds it out of the body however it is cut', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(fc.nat(80)), (before, after, cuts) => {
        const text = before + key + after + key
        const places = [0, ...cuts.map((cut) => cut % text.length).sort((a, b) => a - b), text.length]
        const scrubber = streamScrubber(keyed('https://api.example.com'))
        const out = places.slice(1).map((place, index) => scrubber.take(text.slice(places[index], place)))
        expect([...out, scrubber.rest()].join('')).toBe(text.replaceAll(key, '[key removed]'))
      }),
    )
  })

  it('leaves an answer alone that holds a made-up short key', async () => {
    fakeFetch(() => inPieces([bytesOf('data: {"choices":[{"delta":{"content":"none"},"finish_reason":"stop"}]}\n\n')]))
    const connection = connectionTo('custom', { key: 'none', keyOrigin: 'http://localhost:8080' })
    const { events } = await collect(adapterFor('openai-chat')?.stream(requestFor('m'), connection, signal))
    expect(events).toContainEqual({ type: 'text-delta', text: 'none' })
  })

  it('also takes out what JSON and addresses make of it', () => {
    const connection = connectionTo('openai', { key: 'a"b/c d' })
    expect(scrub(connection, `${JSON.stringify('a"b/c d')} ${encodeURIComponent('a"b/c d')} a"b/c d`)).not.toMatch(
      /b.{1,3}c/,
    )
  })
})

describe('isAnswering', () => {
  it('asks without headers, cookies or a way to read the answer', async () => {
    const sent = fakeFetch(() => new Response('Ollama is running'))
    expect(await isAnswering('http://localhost:11434', signal)).toBe(true)
    expect(sent[0]).toMatchObject({ method: 'GET', body: '', init: { mode: 'no-cors', credentials: 'omit' } })
    expect([...(sent[0]?.headers ?? [])]).toEqual([])
  })

  it('is false when nothing is there', async () => {
    fakeFetch(() => Promise.reject(new TypeError('Failed to fetch')))
    expect(await isAnswering('http://localhost:11434', signal)).toBe(false)
  })
})

it('names the provider of every failure', async () => {
  fakeFetch(() => json({}, { status: 500 }))
  const error: unknown = await send(keyed('https://api.example.com'), call, signal).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ChatError)
  expect(error).toMatchObject({ info: { providerId: 'openai', status: 500 } })
})
