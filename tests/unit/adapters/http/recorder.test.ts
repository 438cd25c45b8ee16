import { afterEach, describe, expect, it, vi } from 'vitest'
import { send } from '../../../../lib/adapters/http'
import type { HttpReply } from '../../../../lib/adapters/http/reply'
import type { Exchange, Tape } from '../../../../lib/chat/cassette'
import { localLimits, type Connection } from '../../../../lib/chat/connection'
import { bodyOf, emptyTape } from '../../../helpers/tape'
import { connectionTo } from '../../../helpers/wire-connection'
import { byHand, bytesOf, fakeFetch, inPieces, type Answering } from '../../../helpers/wire-fetch'

const key = 'sk-canary/7f3a"9c51e2d84b60'
const origin = 'http://localhost:8080'
const never = new AbortController().signal

afterEach(() => vi.unstubAllGlobals())

/** Sends one request and reads its answer to the end that `read` makes of it. */
async function record(
  answer: Answering,
  {
    read = async (reply: HttpReply) => void (await reply.all()),
    signal = never,
    body = { model: 'm' },
    ...changes
  }: Partial<Connection> & { read?: (reply: HttpReply) => Promise<void>; signal?: AbortSignal; body?: unknown } = {},
): Promise<{ tape: Tape; exchange: Exchange; error: unknown }> {
  fakeFetch(answer)
  const tape = changes.tape ?? emptyTape()
  const connection = connectionTo('custom', { key, keyOrigin: origin, ...changes, tape })
  let reply: HttpReply | undefined
  let error: unknown
  try {
    reply = await send(connection, { method: 'POST', path: '/chat?alt=sse', body }, signal)
    await read(reply)
  } catch (thrown) {
    error = thrown
  } finally {
    reply?.close()
  }
  const [exchange] = tape.exchanges
  if (!exchange || tape.exchanges.length > 1) throw new Error(`${tape.exchanges.length} exchanges were recorded.`)
  return { tape, exchange, error }
}

const pieces = (...texts: string[]) => texts.map(bytesOf)

describe('the recorder', () => {
  it('keeps request, pieces and times', async () => {
    let time = 1_000
    const now = () => time
    const hand = byHand({ headers: { 'content-type': 'text/event-stream' } })
    const { exchange } = await record(
      () => {
        time += 250
        return hand.response
      },
      {
        tape: emptyTape({ now }),
        read: async (reply) => {
          const text = reply.text()
          for (const [piece, ms] of [
            ['data: é'.slice(0, 6), 10],
            ['x', 0],
            ['\n\n', 90],
          ] as const) {
            time += ms
            hand.write(piece)
            await text.next()
          }
          time += 5
          hand.end()
          await text.next()
        },
      },
    )
    expect(exchange).toEqual({
      provider: { id: 'custom', name: 'My server', wire: 'openai-chat', origin },
      request: { method: 'POST', path: '/v1/chat?alt=sse', bytes: 13, body: '{"model":"m"}' },
      response: {
        status: 200,
        ms: 250,
        headers: { 'content-type': 'text/event-stream' },
        chunks: [
          { ms: 260, bytes: bytesOf('data: ') },
          { ms: 260, bytes: bytesOf('x') },
          { ms: 350, bytes: bytesOf('\n\n') },
        ],
      },
      end: 'complete',
      endMs: 355,
    })
  })

  it('keeps bytes that are no text', async () => {
    const odd = Uint8Array.of(0xff, 0x00, 0xc3, 0x28, 0xed, 0xa0, 0x80)
    const { exchange } = await record(() => inPieces([odd]))
    expect(exchange.response?.chunks.map(({ bytes }) => bytes)).toEqual([odd])
  })

  it('keeps no more of a piece than the piece', async () => {
    const window = new Uint8Array(1_000).subarray(10, 12)
    const { exchange } = await record(() => inPieces([window]))
    expect(exchange.response?.chunks[0]?.bytes.buffer.byteLength).toBe(2)
  })

  it('keeps the headers that say how the server works, and no others', async () => {
    const said = {
      'content-type': 'application/json',
      'Retry-After': '2',
      'retry-after-ms': '1500',
      'x-should-retry': 'true',
      'x-request-id': `req-${key.slice(0, 3)}`,
      'x-ratelimit-remaining-requests': '0',
      'anthropic-ratelimit-tokens-reset': '2026-01-01T00:00:00Z',
    }
    const kept = { 'openai-organization': 'me', 'x-echo': key, 'set-cookie': 'a=b', server: 'x' }
    const { exchange } = await record(() => inPieces([], { headers: { ...said, ...kept } }))
    const lower = Object.entries(said).map(([name, value]) => [name.toLowerCase(), value])
    expect(exchange.response?.headers).toEqual(Object.fromEntries(lower))
  })

  it('keeps a refusal', async () => {
    const { exchange, error } = await record(() => inPieces(pieces('{"error":', '"no"}'), { status: 429 }))
    expect(error).toMatchObject({ kind: 'rate-limit' })
    expect(exchange).toMatchObject({ response: { status: 429 }, end: 'complete' })
    expect(bodyOf(exchange)).toBe('{"error":"no"}')
  })

  it('tells how it ended', async () => {
    const ends: Record<string, Exchange['end']> = {}
    const left = await record(() => inPieces(pieces('a', 'b')), {
      read: async (reply) => void (await reply.text().next()),
    })
    ends.left = left.exchange.end
    const broken = byHand()
    ends.broken = (
      await record(() => broken.response, {
        read: async (reply) => {
          broken.write('a')
          const text = reply.text()
          await text.next()
          broken.breakOff()
          await text.next()
        },
      })
    ).exchange.end
    const unreachable = await record(() => {
      throw new TypeError('Failed to fetch')
    })
    ends.unreachable = unreachable.exchange.end
    expect(unreachable.exchange.response).toBeUndefined()
    const stop = new AbortController()
    const stopped = await record(() => byHand().response, {
      signal: stop.signal,
      read: async (reply) => {
        const reading = reply.text().next()
        stop.abort()
        await reading
      },
    })
    ends.stopped = stopped.exchange.end
    const silent = { limits: { ...localLimits, idleMs: 5 } }
    ends.silent = (await record(() => byHand().response, silent)).exchange.end
    const small = { limits: { ...localLimits, bodyBytes: 3 } }
    ends.long = (await record(() => inPieces(pieces('abcd')), small)).exchange.end
    expect(ends).toEqual({
      left: 'left',
      broken: 'network-error',
      unreachable: 'network-error',
      stopped: 'aborted',
      silent: 'limit',
      long: 'limit',
    })
  })

  it('stops keeping, and says so, when the tape is full', async () => {
    const tape = emptyTape({ room: 13 + 2 * (32 + 4) })
    const read: string[] = []
    const { exchange } = await record(() => inPieces(pieces('aaaa', 'bbbb', 'cccc', 'd')), {
      tape,
      read: async (reply) => void read.push(await reply.all()),
    })
    expect(read).toEqual(['aaaabbbbccccd'])
    expect(bodyOf(exchange)).toBe('aaaabbbb')
    expect(exchange.cut).toBe(true)
    expect(tape.room).toBe(0)
  })

  it('leaves out a question that is longer than the tape', async () => {
    const { exchange } = await record(() => inPieces(pieces('a')), { tape: emptyTape({ room: 12 }) })
    expect(exchange.request).toEqual({ method: 'POST', path: '/v1/chat?alt=sse', bytes: 13 })
    expect(exchange.cut).toBe(true)
  })

  it('changes nothing for who reads', async () => {
    fakeFetch(() => inPieces(pieces('one ', 'two')))
    const reply = await send(connectionTo('custom'), { method: 'POST', path: '/chat', body: {} }, never)
    expect(await reply.all()).toBe('one two')
    reply.close()
  })
})

describe('a key', () => {
  const forms: [name: string, form: string][] = [
    ['as it is', key],
    ['as JSON writes it', JSON.stringify(key).slice(1, -1)],
    ['as PHP writes it', JSON.stringify(key).slice(1, -1).replace('/', '\\/')],
    ['as an address writes it', encodeURIComponent(key)],
  ]

  it.each(forms)('%s is in no recording, wherever it is cut', async (_, form) => {
    const body = bytesOf(`{"error":"${form}"} and ${form}`)
    const expected = `{"error":"${'*'.repeat(form.length)}"} and ${'*'.repeat(form.length)}`
    for (let cut = 1; cut < body.length; cut++) {
      const { exchange } = await record(() => inPieces([body.subarray(0, cut), body.subarray(cut)]))
      expect(bodyOf(exchange)).toBe(expected)
      expect(exchange.response?.chunks.map(({ bytes }) => bytes.length)).toEqual([cut, body.length - cut])
    }
    const single = await record(() => inPieces([...body].map((byte) => Uint8Array.of(byte))))
    expect(bodyOf(single.exchange)).toBe(expected)
    expect(single.exchange.response?.chunks).toHaveLength(body.length)
  })

  it('that the body breaks off in is not shown by its beginning', async () => {
    for (let length = 8; length <= key.length; length++) {
      const { exchange } = await record(() => inPieces(pieces(`you sent ${key.slice(0, length)}`)))
      expect(bodyOf(exchange)).toBe(`you sent ${'*'.repeat(length)}`)
    }
  })

  it('that the end of the tape cuts is not shown by its beginning', async () => {
    const tape = emptyTape({ room: 13 + 32 + 12 })
    const { exchange } = await record(() => inPieces(pieces(key.slice(0, 12), key.slice(12))), { tape })
    expect(bodyOf(exchange)).toBe('*'.repeat(12))
  })

  it('is in no question, address or header, and neither is a secret header', async () => {
    const secret = 'hidden-header-value'
    const other = 'another-value-of-the-team'
    const { exchange } = await record(
      () => inPieces(pieces(`data: ${secret} ${other}\n\n`), { headers: { 'x-request-id': `for ${key} ${secret}` } }),
      {
        body: { messages: `My key is ${key}, my header ${secret}` },
        baseUrl: `${origin}/${encodeURIComponent(key)}`,
        headers: { 'x-api-token': secret, 'x-title': 'Gloss' },
        secretHeaders: { 'x-team': other },
        secretHeadersOrigin: origin,
      },
    )
    const text = JSON.stringify(exchange) + bodyOf(exchange)
    for (const form of [...forms.map(([, one]) => one), secret, other]) expect(text).not.toContain(form)
    expect(bodyOf(exchange)).toBe(`data: ${'*'.repeat(secret.length)} ${'*'.repeat(other.length)}\n\n`)
  })
})
