import { isLoopback } from '../chat/base-url'
import type { ChatError } from '../chat/chat-error'
import type { Connection } from '../chat/connection'
import { failure, secretsOf } from './http/failure'
import { failureFromStatus } from './http/gate'
import { recorderOf } from './http/recorder'
import { HttpReply } from './http/reply'
import { Watchdog } from './http/watchdog'

/** What every request of ours has in common: no cookies, no cache, no referrer. */
const bare = { credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' } as const satisfies RequestInit
const probeMs = 1_500

export type HttpCall = {
  method: 'GET' | 'POST'
  /** Begins with a slash; put behind the connection's base URL. */
  path: string
  /** Sent as JSON. */
  body?: unknown
  /** The whole answer comes at once, so that its headers may take as long as the answer does. */
  patient?: boolean
}

/**
 * Sends one request. Resolves when a response with a success status has begun.
 * @throws {ChatError} for everything else: see the kinds for what it may be.
 */
export async function send(connection: Connection, call: HttpCall, signal: AbortSignal): Promise<HttpReply> {
  const url = urlOf(connection, call.path)
  const body = call.body === undefined ? undefined : JSON.stringify(call.body)
  const headers = headersOf(connection, url, body !== undefined)
  const { headersMs, totalMs } = connection.limits
  const watchdog = new Watchdog(connection, signal, call.patient ? totalMs : headersMs)
  watchdog.throwIfEnded()
  try {
    if (!isLoopback(url) && isOffline()) {
      const message = `You are offline, so ${connection.providerName} cannot be reached.`
      throw failure(connection, 'unreachable', message, { retryable: false })
    }
    const sent = { method: call.method, url: url.href, body: body ?? '' }
    connection.onSend?.(sent)
    const recorder = recorderOf(connection, sent, watchdog)
    const response = await request(
      connection,
      url,
      { method: call.method, headers, ...(body ? { body } : {}) },
      watchdog,
    )
    recorder.responded(response)
    connection.onHeaders?.()
    watchdog.headersCame()
    const reply = new HttpReply(connection, response, watchdog, recorder)
    if (!response.ok) throw failureFromStatus(connection, await reply.start(), response.headers, response.status)
    return reply
  } catch (error) {
    watchdog.close()
    throw error
  }
}

/**
 * One request answered by one JSON value.
 * @throws {ChatError} also when the value is an error, whatever the status said.
 */
export async function requestJson(connection: Connection, call: HttpCall, signal: AbortSignal): Promise<unknown> {
  const reply = await send(connection, call, signal)
  try {
    return reply.parse(await reply.all())
  } finally {
    reply.close()
  }
}

/**
 * Whether anything answers at an address. Needs no permission and carries nothing: no headers, no cookies, and the
 * answer cannot be read. A redirect is followed, since without permission a browser allows nothing else.
 */
export async function isAnswering(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    await fetch(url, { ...bare, mode: 'no-cors', signal: AbortSignal.any([signal, AbortSignal.timeout(probeMs)]) })
    return true
  } catch {
    return false
  }
}

/** The address of a call. A path never leads to another server: the key would travel along. */
function urlOf(connection: Connection, path: string): URL {
  const text = connection.baseUrl + path
  const base = URL.canParse(connection.baseUrl) ? new URL(connection.baseUrl) : undefined
  const url = base && URL.canParse(text) ? new URL(text) : undefined
  if (!base || !url || !path.startsWith('/') || url.origin !== base.origin || !/^https?:$/.test(url.protocol)) {
    throw failure(
      connection,
      'not-configured',
      `The address of ${connection.providerName} is not usable. Check it in the options.`,
    )
  }
  return url
}

function headersOf(connection: Connection, url: URL, hasBody: boolean): Headers {
  const name = connection.providerName
  const encrypted = url.protocol === 'https:' || isLoopback(url)
  if (secretsOf(connection).length > 0 && !encrypted && !connection.plainHttpAllowed) {
    throw failure(
      connection,
      'not-configured',
      `The key for ${name} was not sent, because ${url.host} is not reached over https. Use an https address, or enter the key again and agree to it.`,
    )
  }
  if (connection.key && connection.keyOrigin !== url.origin) {
    throw failure(
      connection,
      'not-configured',
      `The key for ${name} was entered for another address, so it was not sent to ${url.host}. Enter it again in the options.`,
    )
  }
  const secretHeaders = Object.entries(connection.secretHeaders ?? {})
  if (secretHeaders.length > 0 && connection.secretHeadersOrigin !== url.origin) {
    throw failure(
      connection,
      'not-configured',
      `The extra headers for ${name} were entered for another address, so they were not sent to ${url.host}. Enter them again in the options.`,
    )
  }
  try {
    const headers = new Headers()
    // One by one: the user's own header replaces the row's, in whichever case it was written.
    for (const [header, value] of [...Object.entries(connection.headers), ...secretHeaders]) headers.set(header, value)
    if (hasBody) headers.set('content-type', 'application/json')
    const { keyHeader } = connection.dialect
    if (connection.key) headers.set(keyHeader.name, `${keyHeader.prefix}${connection.key}`)
    return headers
  } catch {
    // What the browser says of it would repeat the key.
    const message = `The key or an extra header for ${name} holds characters that cannot be sent. Enter it again in the options.`
    throw failure(connection, 'not-configured', message)
  }
}

async function request(connection: Connection, url: URL, init: RequestInit, watchdog: Watchdog): Promise<Response> {
  try {
    return await fetch(url, { ...init, ...bare, redirect: 'error', signal: watchdog.signal })
  } catch (cause) {
    if (watchdog.reason) throw watchdog.reason
    const found = await probe(url, watchdog.signal)
    watchdog.throwIfEnded()
    throw unreachable(connection, url, found, cause)
  }
}

/** Unknown counts as online. */
function isOffline(): boolean {
  const { navigator } = globalThis as { navigator?: { onLine?: boolean } }
  return navigator?.onLine === false
}

type Found = 'nothing' | 'redirect' | 'something'

/** A failed fetch does not say why. A request that carries nothing and follows nowhere tells what is there. */
async function probe(url: URL, signal: AbortSignal): Promise<Found> {
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(probeMs)])
    const response = await fetch(url, { ...bare, redirect: 'manual', signal: limited })
    await response.body?.cancel()
    return response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)
      ? 'redirect'
      : 'something'
  } catch {
    return 'nothing'
  }
}

function unreachable(connection: Connection, url: URL, found: Found, cause: unknown): ChatError {
  const name = connection.providerName
  const detail = cause instanceof Error ? cause.message : String(cause)
  if (found === 'redirect') {
    const message = `${url.host} tried to send the request on to another address, which is not followed. Correct the address of ${name} in the options.`
    return failure(connection, 'not-configured', message, { cause, detail })
  }
  if (found === 'something') {
    const message = `${url.host} broke off the connection before it answered. Try again.`
    return failure(connection, 'unreachable', message, { cause, detail })
  }
  // Over https a certificate may be to blame, on this machine too.
  if (isLoopback(url) && url.protocol === 'http:') {
    return failure(connection, 'unreachable', `Nothing answers at ${url.host}. Is ${name} running there?`, {
      cause,
      detail,
      // Nobody starts a server within seconds.
      retryable: false,
    })
  }
  const message = `${name} could not be reached at ${url.host}. Check your connection and the address; a certificate that is not valid looks the same.`
  return failure(connection, 'unreachable', message, { cause, detail })
}
