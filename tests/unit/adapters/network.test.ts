import { createServer, type Server } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isAnswering } from '../../../lib/adapters/http'
import { adapterFor } from '../../../lib/adapters/index'
import { localLimits, type Connection } from '../../../lib/chat/connection'
import type { StreamEvent } from '../../../lib/chat/stream-event'
import type { Fault } from '../../fake-provider/scenario'
import { startFakeProvider, type FakeProvider } from '../../fake-provider/server'
import { connectionTo, requestFor } from '../../helpers/wire-connection'
import { collect, outcomeOf, type Outcome } from '../../helpers/wire-outcome'

/** The adapters over a real network, against the pretended provider with all its faults. */
let provider: FakeProvider
let elsewhere: { server: Server; url: string; hits: number }
const signal = new AbortController().signal
const key = 'sk-fake-0123456789abcdef'
const limits = { ...localLimits, eventBytes: 100_000 }
/** Only where a limit is what ends the answer: elsewhere a busy machine must not. */
const shortLimits = { ...limits, headersMs: 200, idleMs: 250, progressMs: 350 }
const silent: readonly Fault['kind'][] = ['no-headers', 'stall', 'comments']

beforeAll(async () => {
  provider = await startFakeProvider()
  const server = createServer((_, response) => {
    elsewhere.hits += 1
    response.end('{}')
  })
  elsewhere = { server, url: '', hits: 0 }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  elsewhere.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
})
afterEach(() => provider.reset())
afterAll(async () => {
  await provider.close()
  await new Promise((resolve) => elsewhere.server.close(resolve))
})

/** What the wires differ in, for all that the tests below ask of them alike. */
const facts = {
  ollama: { row: 'ollama', chat: '/api/chat', finish: 'stop stop', keyHeader: undefined, crash: 'bad-response' },
  'openai-chat': {
    row: 'custom',
    chat: '/v1/chat/completions',
    finish: 'stop stop',
    keyHeader: 'authorization',
    crash: 'overloaded',
  },
  'openai-responses': {
    row: 'openai',
    chat: '/v1/responses',
    finish: 'stop completed',
    keyHeader: 'authorization',
    crash: 'overloaded',
  },
  'anthropic-messages': {
    row: 'anthropic',
    chat: '/v1/messages',
    finish: 'stop end_turn',
    keyHeader: 'x-api-key',
    crash: 'overloaded',
  },
  gemini: {
    row: 'gemini',
    chat: '/v1beta/models/gloss-small:streamGenerateContent?alt=sse',
    finish: 'stop STOP',
    keyHeader: 'x-goog-api-key',
    crash: 'overloaded',
  },
} as const
type ChatWire = keyof typeof facts
const wires = [
  'ollama',
  'openai-chat',
  'openai-responses',
  'anthropic-messages',
  'gemini',
] as const satisfies ChatWire[]

function connection(wire: ChatWire): Connection {
  const { row, keyHeader } = facts[wire]
  const baseUrl = keyHeader === 'authorization' ? provider.openaiUrl : provider.url
  const secret = keyHeader === undefined ? {} : { key, keyOrigin: provider.url }
  return connectionTo(row, { wire, baseUrl, limits, ...secret })
}

function stream(wire: ChatWire, stop = signal, changes: Partial<Connection> = {}): AsyncGenerator<StreamEvent> {
  const adapter = adapterFor(wire)
  if (!adapter) throw new Error(`No adapter for ${wire}.`)
  return adapter.stream(requestFor('gloss-small'), { ...connection(wire), ...changes }, stop)
}

async function outcome(wire: ChatWire): Promise<Outcome> {
  return outcomeOf(await collect(stream(wire)))
}

const reply = 'One two three — 日本語 👩🏽‍🚀 four five.'

describe.each(wires)('%s', (wire) => {
  const { chat, finish, keyHeader, crash } = facts[wire]

  it('F14: is the same in packets of one byte', async () => {
    provider.script({ paceMs: 0, reply, reasoning: 'Let me think.' })
    const whole = await outcome(wire)
    expect(whole).toMatchObject({
      parts: [
        ['reasoning', 'Let me think.'],
        ['text', reply],
      ],
      finish,
    })
    provider.script({ bytesPerWrite: 1 })
    expect(await outcome(wire)).toEqual(whole)
  })

  it('answers in one piece', async () => {
    provider.script({ reply, reasoning: 'Hm.' })
    const events = await adapterFor(wire)?.complete(requestFor('gloss-small'), connection(wire), signal)
    expect(outcomeOf({ events: events ?? [] })).toMatchObject({
      parts: [
        ['reasoning', 'Hm.'],
        ['text', reply],
      ],
      finish,
    })
  })

  it('takes an answer in one piece that should have been a stream', async () => {
    provider.script({ reply, fault: { kind: 'not-streamed' } })
    expect(await outcome(wire)).toMatchObject({ parts: [['text', reply]], finish })
  })

  const half: Outcome['parts'] = [['text', 'One two ']]
  const more: Outcome['parts'] = [['text', 'One two three — 日本語 ']]
  it.each<[string, Fault, Partial<Outcome>]>([
    ['F5: a reset', { kind: 'cut', after: 2, how: 'reset' }, { parts: half, error: 'truncated' }],
    ['F6: an end in mid-body', { kind: 'cut', after: 2, how: 'end' }, { parts: half, error: 'truncated' }],
    ['F7: an end without a mark', { kind: 'cut', after: 2, how: 'close' }, { parts: half, error: 'truncated' }],
    ['F7: a proper end without a mark', { kind: 'no-end', after: 2 }, { parts: half, error: 'truncated' }],
    ['F10: no headers', { kind: 'no-headers' }, { parts: [], error: 'timeout' }],
    ['F11: a stall', { kind: 'stall', after: 2 }, { parts: half, error: 'stalled' }],
    ['F13: signs of life only', { kind: 'comments' }, { parts: [], error: 'stalled' }],
    ['F21: an error in mid-stream', { kind: 'error-event', after: 2 }, { parts: half, error: crash }],
    ['F22: a login page', { kind: 'html' }, { parts: [], error: 'bad-response' }],
    [
      'F24: more malformed lines than an accident makes',
      { kind: 'malformed', after: 2 },
      { parts: more, error: 'bad-response' },
    ],
    ['F25: an empty body', { kind: 'empty' }, { parts: [], error: 'bad-response' }],
    ['F25: no text', { kind: 'no-text' }, { parts: [], error: 'bad-response' }],
    ['F26: a line without end', { kind: 'huge-line', bytes: 50_000_000 }, { parts: [], error: 'too-large' }],
    ['F20: a crash', { kind: 'status', status: 500 }, { parts: [], error: 'overloaded' }],
    ['F19: a limit', { kind: 'status', status: 429 }, { parts: [], error: 'rate-limit' }],
    ['66: an empty 403', { kind: 'status', status: 403, body: '' }, { parts: [], error: 'origin-blocked' }],
  ])('%s', async (_, fault, expected) => {
    // A pace, so that a reset does not overtake what was sent before it.
    provider.script({ paceMs: 20, reply, fault })
    const changes = silent.includes(fault.kind) ? { limits: shortLimits } : {}
    expect(outcomeOf(await collect(stream(wire, signal, changes)))).toMatchObject(expected)
  })

  it.each([301, 302, 303, 307, 308] as const)('84, 85, F27: follows no redirect (%i)', async (status) => {
    elsewhere.hits = 0
    provider.script({ fault: { kind: 'redirect', status, location: elsewhere.url } })
    const { error } = await collect(stream(wire))
    expect(['not-configured', 'unreachable']).toContain(error?.kind)
    expect(elsewhere.hits).toBe(0)
  })

  it.each(['json', 'html', 'stream'] as const)('T12: an echo of our headers (%s) never shows the key', async (form) => {
    provider.script({ fault: { kind: 'echo', form } })
    const collected = await collect(stream(wire))
    expect(collected.error).toBeDefined()
    expect(JSON.stringify(collected)).not.toContain(key)
  })

  it('F42: a stop closes the connection at the server', async () => {
    provider.script({ paceMs: 10 })
    const stop = new AbortController()
    const events = stream(wire, stop.signal)
    for await (const event of events) {
      if (event.type === 'text-delta') break
    }
    const entry = await provider.waitFor(({ closedAt, path }) => closedAt !== undefined && path === chat)
    expect(entry.closedBy).toBe('client')
    expect(entry.deltas).toBeLessThan(100)
  })

  it('T16: sends no cookie and no referrer, and the log shows no key', async () => {
    provider.script({ paceMs: 0, reply })
    await outcome(wire)
    const [entry] = provider.log()
    expect(entry?.headers).not.toHaveProperty('cookie')
    expect(entry?.headers).not.toHaveProperty('referer')
    expect(JSON.stringify(provider.log())).not.toContain(key)
    expect(entry).toMatchObject({ method: 'POST', path: chat })
    expect(Object.keys(entry?.headers ?? {}).filter((name) => /key|authorization/.test(name))).toEqual(
      keyHeader === undefined ? [] : [keyHeader],
    )
  })

  if (keyHeader !== undefined) {
    it('F15: a wrong key is refused', async () => {
      provider.script({ key: 'another' })
      expect(await outcome(wire)).toMatchObject({ error: 'auth' })
      await expect(adapterFor(wire)?.listModels(connection(wire), signal)).rejects.toMatchObject({ kind: 'auth' })
    })
  }

  it('lists the models that chat', async () => {
    const models = await adapterFor(wire)?.listModels(connection(wire), signal)
    expect(models?.map(({ id }) => id)).toEqual(['gloss-small', 'gloss-large'])
    expect(models?.[0]).toMatchObject({ contextWindow: 40_960 })
  })

  it('F17: an unknown model', async () => {
    const adapter = adapterFor(wire)
    const { error } = await collect(adapter?.stream(requestFor('nothing'), connection(wire), signal))
    expect(error?.kind).toBe('model-not-found')
  })
})

describe('the doors', () => {
  it('F16: a foreign origin is refused without a word until it is allowed, but may look', async () => {
    const post = async (): Promise<Response> =>
      fetch(`${provider.url}/api/chat`, { method: 'POST', headers: { origin: 'chrome-extension://abc' }, body: '{}' })
    const refused = await post()
    expect([refused.status, await refused.text()]).toEqual([403, ''])
    expect((await fetch(`${provider.url}/api/tags`)).status).toBe(200)
    provider.script({ origins: ['chrome-extension://*'] })
    expect((await post()).status).toBe(404)
  })

  it('tells whether anything answers', async () => {
    expect(await isAnswering(provider.url, signal)).toBe(true)
    expect(await isAnswering('http://127.0.0.1:9', signal)).toBe(false)
  })

  it('88: finds what listens on 127.0.0.1 alone under the name of this machine', async () => {
    provider.script({ paceMs: 0, reply: 'Hi.' })
    const named = { ...connection('ollama'), baseUrl: `http://localhost:${provider.port}` }
    expect(outcomeOf(await collect(stream('ollama', signal, named))).parts).toEqual([['text', 'Hi.']])
  })

  it('F1: says so where nothing runs', async () => {
    const nowhere = { ...connection('ollama'), baseUrl: 'http://127.0.0.1:9' }
    const { error } = await collect(adapterFor('ollama')?.stream(requestFor('m'), nowhere, signal))
    expect(error).toMatchObject({
      kind: 'unreachable',
      message: 'Nothing answers at 127.0.0.1:9. Is Ollama running there?',
    })
  })

  it('is scripted and read from other processes', async () => {
    const scripted = { reply: 'Hi.', paceMs: 0, fault: { kind: 'status', status: 503 }, faultTimes: 1 }
    await fetch(`${provider.url}/__script`, { method: 'POST', body: JSON.stringify(scripted) })
    expect(await outcome('ollama')).toMatchObject({ error: 'overloaded' })
    expect(await outcome('ollama')).toMatchObject({ parts: [['text', 'Hi.']] })
    const log = (await (await fetch(`${provider.url}/__log`)).json()) as unknown[]
    expect(log).toHaveLength(2)
  })
})
