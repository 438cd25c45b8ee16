import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { adapterFor } from '../../../lib/adapters/index'
import type { Cassette, Exchange } from '../../../lib/chat/cassette'
import { cassetteFromFile, cassetteToFile } from '../../../lib/chat/cassette-file'
import { localLimits, type Connection } from '../../../lib/chat/connection'
import type { Fault, Scenario } from '../../fake-provider/scenario'
import { startFakeProvider, type FakeProvider } from '../../fake-provider/server'
import { bodyOf, cassetteOf, emptyTape } from '../../helpers/tape'
import { connectionTo, requestFor } from '../../helpers/wire-connection'
import { collect, type Collected } from '../../helpers/wire-outcome'

/** What was recorded, saved, read and played again is the same answer, byte for byte and event for event. */
let provider: FakeProvider
beforeAll(async () => {
  provider = await startFakeProvider()
})
afterEach(() => provider.reset())
afterAll(() => provider.close())

const key = 'sk-fake-0123456789abcdef'
const rows = {
  ollama: 'ollama',
  'openai-chat': 'custom',
  'openai-responses': 'openai',
  'anthropic-messages': 'anthropic',
  gemini: 'gemini',
} as const
type ChatWire = keyof typeof rows

async function recordAnswer(
  wire: ChatWire,
  changes: Partial<Connection> & { signal?: AbortSignal; streaming?: boolean } = {},
): Promise<{ collected: Collected; exchanges: Exchange[] }> {
  const { signal = new AbortController().signal, streaming = true, ...rest } = changes
  const baseUrl = wire.startsWith('openai') ? provider.openaiUrl : provider.url
  const tape = emptyTape({ now: () => performance.now() })
  const secret = wire === 'ollama' ? {} : { key, keyOrigin: provider.url }
  const connection = connectionTo(rows[wire], { wire, baseUrl, limits: localLimits, ...secret, ...rest, tape })
  const adapter = adapterFor(wire)
  const request = requestFor('gloss-small')
  const answer = streaming ? adapter?.stream(request, connection, signal) : whole()
  async function* whole() {
    yield* (await adapter?.complete(request, connection, signal)) ?? []
  }
  return { collected: await collect(answer), exchanges: tape.exchanges }
}

function throughAFile(exchanges: Exchange[]): Cassette {
  const found = cassetteFromFile(cassetteToFile(cassetteOf(exchanges), { withQuestion: false }))
  if ('problem' in found) throw new Error(found.problem)
  return found.cassette
}

/** All of it but the times, which no two plays share. */
const shown = (exchanges: Exchange[]) =>
  exchanges.map((exchange) => ({
    status: exchange.response?.status,
    type: exchange.response?.headers['content-type'],
    body: bodyOf(exchange),
    end: exchange.end,
  }))

const reply = 'One two three — 日本語 👩🏽‍🚀 four five.'
const faults: Record<string, Partial<Scenario>> = {
  'a whole answer': {},
  'thinking in packets of one byte': { reply: 'Ja, 日本.', reasoning: 'Hm.', paceMs: 0, bytesPerWrite: 1 },
  'a refusal': fault({ kind: 'status', status: 429, headers: { 'retry-after': '7' } }),
  'an error in mid-stream': fault({ kind: 'error-event', after: 2 }),
  'a line that cannot be read': fault({ kind: 'malformed', after: 2 }),
  'a line that broke': fault({ kind: 'cut', after: 2, how: 'end' }),
  'an end without a mark': fault({ kind: 'no-end', after: 2 }),
  'an empty body': fault({ kind: 'empty' }),
  'a login page': fault({ kind: 'html' }),
  'no stream where one was wanted': fault({ kind: 'not-streamed' }),
}

function fault(one: Fault): Partial<Scenario> {
  return { fault: one }
}

describe.each(Object.keys(rows) as ChatWire[])('%s', (wire) => {
  it.each(Object.keys(faults))('plays %s again', async (name) => {
    provider.script({ paceMs: 1, reply, ...faults[name] })
    const first = await recordAnswer(wire)
    expect(first.exchanges.length).toBeGreaterThan(0)
    provider.reset()
    provider.play(throughAFile(first.exchanges), Infinity)
    // With another key, and more than once.
    for (const secret of [key, 'another-key-0123456789']) {
      const again = await recordAnswer(wire, wire === 'ollama' ? {} : { key: secret })
      expect(again.collected).toEqual(first.collected)
      expect(shown(again.exchanges)).toEqual(shown(first.exchanges))
    }
  })

  it('plays an answer in one piece again', async () => {
    provider.script({ reply })
    const first = await recordAnswer(wire, { streaming: false })
    provider.reset()
    provider.play(throughAFile(first.exchanges))
    expect((await recordAnswer(wire, { streaming: false })).collected).toEqual(first.collected)
  })

  it('lists the recorded model, and answers whatever else it is asked by itself', async () => {
    provider.script({ paceMs: 0, reply })
    const { exchanges } = await recordAnswer(wire)
    provider.reset()
    provider.play({ ...throughAFile(exchanges), model: 'recorded-model' })
    const baseUrl = wire.startsWith('openai') ? provider.openaiUrl : provider.url
    const secret = wire === 'ollama' ? {} : { key, keyOrigin: provider.url }
    const connection = connectionTo(rows[wire], { wire, baseUrl, ...secret })
    const models = await adapterFor(wire)?.listModels(connection, new AbortController().signal)
    expect(models?.map(({ id }) => id)).toContain('recorded-model')
  })
})

describe('a play', () => {
  it('goes through retries in order, then begins again', async () => {
    provider.script({ reply: 'At last.', paceMs: 0, fault: { kind: 'status', status: 503 }, faultTimes: 1 })
    const refused = await recordAnswer('ollama')
    const answered = await recordAnswer('ollama')
    provider.reset()
    provider.play(throughAFile([...refused.exchanges, ...answered.exchanges]), Infinity)
    for (const expected of [refused, answered, refused, answered]) {
      expect((await recordAnswer('ollama')).collected).toEqual(expected.collected)
    }
  })

  it('keeps the pauses, as much faster as it is told', async () => {
    const chunks = [
      { ms: 0, bytes: new TextEncoder().encode('{"message":{"content":"a"},"done":false}\n') },
      { ms: 600, bytes: new TextEncoder().encode('{"message":{"content":"b"},"done":true,"done_reason":"stop"}\n') },
    ]
    provider.script({ paceMs: 0, reply })
    const { exchanges } = await recordAnswer('ollama')
    const [exchange] = exchanges
    if (!exchange?.response) throw new Error('Nothing was recorded.')
    const slow = { ...exchange, response: { ...exchange.response, chunks }, endMs: 600 }
    provider.play(throughAFile([slow]), 3)
    const again = await recordAnswer('ollama')
    const [, second] = again.exchanges[0]?.response?.chunks ?? []
    expect(second?.ms).toBeGreaterThanOrEqual(150)
    expect(again.collected.events.at(-1)).toMatchObject({ type: 'finish' })
  })

  it('keeps the line open where the reader or a limit had ended it', async () => {
    provider.script({ paceMs: 0, reply, fault: { kind: 'stall', after: 2 } })
    const limits = { ...localLimits, idleMs: 200 }
    const silent = await recordAnswer('openai-chat', { limits })
    expect(silent.exchanges).toMatchObject([{ end: 'limit' }])
    provider.play(throughAFile(silent.exchanges), Infinity)
    expect((await recordAnswer('openai-chat', { limits })).collected).toEqual(silent.collected)
  })

  it('breaks off before any answer where nothing had answered', async () => {
    const nowhere = await recordAnswer('gemini', { baseUrl: 'http://127.0.0.1:9', keyOrigin: 'http://127.0.0.1:9' })
    expect(nowhere.exchanges).toMatchObject([{ end: 'network-error' }])
    provider.play(throughAFile(nowhere.exchanges), Infinity)
    expect((await recordAnswer('gemini')).collected.error).toMatchObject({ kind: 'unreachable' })
  })
})
