import type { Wire } from './wire'

/** How an exchange ended. */
export type ExchangeEnd =
  /** The server ended its answer. */
  | 'complete'
  /** Gloss closed the connection: it had read the wire's last word, or something it could not read. */
  | 'left'
  /** The reader stopped the answer. */
  | 'aborted'
  /** The line broke, or nothing answered. */
  | 'network-error'
  /** A time limit of ours ran out, or more came than an answer may hold. */
  | 'limit'

/** One piece of a body as the browser handed it over. */
export type Chunk = { /** Milliseconds since the request. */ ms: number; bytes: Uint8Array }

/** One HTTP request of a run and all that came back. Keys are in neither: in what came back stars stand in their place. */
export type Exchange = {
  provider: { id: string; name: string; wire: Wire; /** Of the base URL. */ origin: string }
  /** The path has its query with it. `body` is absent where what was asked was left out. */
  request: { method: string; path: string; /** Size of the body. */ bytes: number; body?: string }
  /** Absent: no response began. */
  response?: {
    status: number
    /** Milliseconds from the request to the headers. */
    ms: number
    /** The few that say how the server works; names in lower case. */
    headers: Record<string, string>
    chunks: Chunk[]
  }
  end: ExchangeEnd
  /** Milliseconds from the request to the end. */
  endMs: number
  /** More was sent or received than a recording holds: the rest is missing. */
  cut?: true
}

/** One run as it went over the network, so that it can be played again. */
export type Cassette = {
  /** The version of Gloss that recorded it. */
  gloss: string
  /** Milliseconds since the epoch. */
  recordedAt: number
  /** The model asked for. */
  model: string
  /** In the order in which they ended: retries, refusals and fallbacks too. */
  exchanges: Exchange[]
}

/** A cassette as it is kept. */
export type Recording = {
  messageId: string
  recordedAt: number
  /** Room it takes. */ bytes: number
  cassette: Cassette
}

/** What a run is recorded on while it goes on. */
export type Tape = {
  /** Milliseconds of a clock that never jumps. */
  now: () => number
  /** Bytes that may still be recorded. */
  room: number
  exchanges: Exchange[]
}

/** The longest recording of one answer, in bytes. */
export const tapeBytes = 8 * 1024 * 1024

/** All recordings together, in bytes: the oldest go first. */
export const recordingsBytes = 20 * 1024 * 1024
