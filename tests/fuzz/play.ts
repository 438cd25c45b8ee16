import { adapterFor } from '../../lib/adapters/index'
import { ChatError, errorKinds } from '../../lib/chat/chat-error'
import { localLimits, type Connection } from '../../lib/chat/connection'
import type { StreamEvent } from '../../lib/chat/stream-event'
import type { Usage } from '../../lib/chat/usage'
import { connectionTo, requestFor } from '../helpers/wire-connection'
import { fixtureOf, piecesOf, type FuzzCase } from './cases'
import { plantedKey } from './planted-key'

const limits = { ...localLimits, eventBytes: 65_536, bodyBytes: 98_304 }
/** Far above what any case takes. */
const patienceMs = 10_000

const unified = ['stop', 'length', 'content-filter', 'tool-calls', 'error', 'other']

/**
 * Plays one case to the adapter of its wire and checks all that holds whatever a server sends: it ends; it fails with
 * nothing but a `ChatError`; it yields nothing but well-formed events, an end at most once and last, always one where it
 * does not fail; it takes no more than its limit; it closes the connection; and the key is in nothing that comes out.
 * @throws {Error} that says what did not hold.
 */
export async function play(one: FuzzCase): Promise<void> {
  const { wire, provider } = fixtureOf(one)
  const notes: string[] = []
  const connection = connectionTo(provider, {
    key: plantedKey,
    keyOrigin: new URL(connectionTo(provider).baseUrl).origin,
    wire,
    limits,
    onNote: (note) => notes.push(note),
  })
  const server = serve(one)
  const original = globalThis.fetch
  globalThis.fetch = server.fetch
  const controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    const patience = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('It does not end.')), patienceMs)
    })
    await Promise.race([readAll(wire, connection, controller.signal), patience])
    if (server.taken() > limits.bodyBytes + server.largestPiece) throw new Error('It read on behind its limit.')
    if (!server.closed()) throw new Error('It left the connection open.')
    for (const note of notes) withoutKey(note)
  } finally {
    clearTimeout(timer)
    controller.abort()
    globalThis.fetch = original
  }
}

async function readAll(wire: Connection['wire'], connection: Connection, signal: AbortSignal): Promise<void> {
  let finished = false
  let failed = false
  try {
    for await (const event of adapterFor(wire)?.stream(requestFor('any'), connection, signal) ?? []) {
      if (finished) throw new Error('Something came behind the end.')
      checkEvent(event)
      finished = event.type === 'finish'
    }
  } catch (error) {
    if (!(error instanceof ChatError)) throw error
    failed = true
    const { kind, message, detail = '' } = error.info
    if (!errorKinds.includes(kind) || kind === 'internal' || kind === 'aborted')
      throw new Error(`It failed as ${kind}.`, { cause: error })
    if (message === '' || detail.length > 2_000)
      throw new Error('The failure says nothing or too much.', { cause: error })
    withoutKey(JSON.stringify(error.info))
  }
  if (!finished && !failed) throw new Error('It ended without an end.')
}

function checkEvent(event: StreamEvent): void {
  withoutKey(JSON.stringify(event))
  if (!isWellFormed(event)) throw new Error(`This is no event: ${JSON.stringify(event)}`)
}

function isWellFormed(event: StreamEvent): boolean {
  switch (event.type) {
    case 'text-delta':
    case 'reasoning-delta':
      return typeof event.text === 'string' && event.text !== ''
    case 'model':
      return typeof event.model === 'string' && event.model !== ''
    case 'usage':
      return areCounts(event.usage)
    case 'finish':
      return unified.includes(event.reason.unified) && ['string', 'undefined'].includes(typeof event.reason.raw)
    default:
      return false
  }
}

function areCounts(usage: Usage): boolean {
  return Object.values(usage).every((count) => typeof count === 'number' && Number.isFinite(count) && count >= 0)
}

function withoutKey(text: string): void {
  if (text.includes(plantedKey)) throw new Error(`The key came out: ${text}`)
}

/** A server in this process: no sockets, so that a million answers take minutes. */
function serve(one: FuzzCase) {
  const pieces = piecesOf(one)
  let taken = 0
  let next = 0
  let signal: AbortSignal | null | undefined
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces[next++]
        taken += piece?.byteLength ?? 0
        if (piece) controller.enqueue(piece)
        else if (one.ending === 'broken') controller.error(new TypeError('network error'))
        else controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  return {
    fetch: (_: unknown, init?: RequestInit): Promise<Response> => {
      signal = init?.signal
      const headers = {
        ...(one.contentType === '' ? {} : { 'content-type': one.contentType }),
        'x-request-id': plantedKey,
      }
      // What is asked again after a refusal is refused again.
      if (body.locked || next > 0) return Promise.resolve(new Response('{}', { status: 400, headers }))
      return Promise.resolve(new Response(body, { status: one.status, headers }))
    },
    taken: () => taken,
    closed: () => signal?.aborted === true,
    largestPiece: Math.max(0, ...one.sizes),
  }
}
