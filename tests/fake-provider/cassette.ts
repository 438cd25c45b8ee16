import type { ServerResponse } from 'node:http'
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import type { Cassette, Exchange } from '../../lib/chat/cassette.ts'
import type { LogEntry, RequestLog } from './log.ts'

/** What a request for an answer is known by, whatever stands before it in the address. */
const chatPaths: Record<Exchange['provider']['wire'], RegExp> = {
  reader: /^$/,
  ollama: /\/api\/chat$/,
  'openai-chat': /\/chat\/completions$/,
  'openai-responses': /\/responses$/,
  'anthropic-messages': /\/messages$/,
  gemini: /:(stream)?generateContent$/i,
}

/** A cassette being played: each request gets the next exchange that fits it, and after the last one the first. */
export class Deck {
  readonly #exchanges: readonly Exchange[]
  /** How many times faster than it was; Infinity: without any pause. */
  readonly speed: number
  #next = 0

  constructor({ exchanges }: Cassette, speed: number) {
    this.#exchanges = exchanges
    this.speed = speed
  }

  /** Undefined where the request is for no answer. */
  take(method: string, path: string): Exchange | undefined {
    const [pathname = ''] = path.split('?')
    const order = [...this.#exchanges.slice(this.#next), ...this.#exchanges.slice(0, this.#next)]
    const found =
      order.find(({ request }) => request.method === method && request.path === path) ??
      order.find(({ request, provider }) => request.method === method && chatPaths[provider.wire].test(pathname))
    if (found) this.#next = (this.#exchanges.indexOf(found) + 1) % this.#exchanges.length
    return found
  }
}

/** Plays what a server once said, piece by piece and with its pauses. Resolves when there is nothing more to do. */
export async function playExchange(
  exchange: Exchange,
  speed: number,
  response: ServerResponse,
  entry: LogEntry,
  log: RequestLog,
): Promise<void> {
  const startedAt = performance.now()
  const reach = async (ms: number): Promise<void> => {
    const wait = ms / speed - (performance.now() - startedAt)
    if (wait > 0) await delay(wait)
  }
  const recorded = exchange.response
  if (recorded) {
    await reach(recorded.ms)
    if (response.destroyed) return
    response.writeHead(recorded.status, recorded.headers)
    response.flushHeaders()
  }
  for (const { ms, bytes } of recorded?.chunks ?? []) {
    await reach(ms)
    if (response.destroyed) return
    await written(response, bytes)
    entry.deltas += 1
    log.changed()
  }
  // The one who asked ended it: it is theirs to do so again.
  if (exchange.end === 'aborted' || exchange.end === 'limit') return
  await reach(exchange.endMs)
  if (response.destroyed) return
  entry.closedBy = 'server'
  if (exchange.end !== 'network-error' && !exchange.cut) response.end()
  // Not a reset, which could overtake what was sent before it.
  else if (recorded) response.socket?.end()
  else response.socket?.destroy()
}

/** Each piece in a packet of its own. */
async function written(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off('close', done)
      resolve()
    }
    response.on('close', done)
    response.write(bytes, done)
  })
  await turn()
}
