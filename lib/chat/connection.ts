import type { Tape } from './cassette'
import type { ChatDialect, Wire } from './wire'

/** All in milliseconds or bytes. */
export type ConnectionLimits = {
  /** From sending to the response's headers: a local server may load a model first, silently. */
  headersMs: number
  /** Longest silence between two bytes of the body. */
  idleMs: number
  /** Longest time without a real event, when only comments keep arriving. */
  progressMs: number
  totalMs: number
  /** One line or event of the stream. */
  eventBytes: number
  /** The whole body. */
  bodyBytes: number
}

/** What left the browser, as it left: for the receipt. Header values that carry a key are never in it. */
export type SentRequest = { method: string; url: string; body: string }

/** A provider's row, its address and its key, ready to use. Lives only in the worker. */
export type Connection = {
  providerId: string
  providerName: string
  wire: Wire
  /** Without a trailing slash. Empty for the built-in reader. */
  baseUrl: string
  key?: string
  /** The origin the key was entered for. A request to any other origin is refused. */
  keyOrigin?: string
  /** The user agreed to send it over plain http to another machine. */
  plainHttpAllowed?: boolean
  /** Headers of the row and extra ones of the user. */
  headers: Record<string, string>
  /** Extra headers that hold a secret, and the origin they were entered for: a request to any other is refused. */
  secretHeaders?: Record<string, string>
  secretHeadersOrigin?: string
  dialect: ChatDialect
  limits: ConnectionLimits
  /** Told of each request just before it is sent. */
  onSend?: (sent: SentRequest) => void
  /** Told in one sentence of what was changed about the request so that the server takes it: for the receipt. */
  onNote?: (note: string) => void
  /** Told once the response's headers have arrived. */
  onHeaders?: () => void
  /** Told of each piece of a body, however it is read: how many bytes it is, unpacked. */
  onBytes?: (bytes: number) => void
  /** Takes down every exchange, byte for byte; absent: nothing is recorded. */
  tape?: Tape
}

const mebibyte = 1024 * 1024

export const cloudLimits: ConnectionLimits = {
  headersMs: 120_000,
  idleMs: 90_000,
  progressMs: 10 * 60_000,
  totalMs: 30 * 60_000,
  eventBytes: 16 * mebibyte,
  bodyBytes: 64 * mebibyte,
}

/** A model on the reader's own machine may take minutes to load before the first byte. */
export const localLimits: ConnectionLimits = {
  ...cloudLimits,
  headersMs: 10 * 60_000,
  idleMs: 5 * 60_000,
  totalMs: 60 * 60_000,
}
