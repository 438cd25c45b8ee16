/**
 * The one family of failures. Inside a process a failure is thrown as a `ChatError`; where it leaves the process
 * (a port, a call's answer, the database) it is an `ErrorInfo`, plain data, converted once by `toErrorInfo`.
 */
export const errorKinds = [
  'not-configured',
  'permission',
  'unreachable',
  'origin-blocked',
  'auth',
  'model-not-found',
  'rate-limit',
  'quota',
  'overloaded',
  'bad-request',
  'context-length',
  'content-filter',
  'timeout',
  'stalled',
  'truncated',
  'bad-response',
  'too-large',
  'not-streamable',
  'blocked-by-rule',
  'over-budget',
  'storage-full',
  'aborted',
  'internal',
] as const

export type ErrorKind = (typeof errorKinds)[number]

export type ErrorInfo = {
  kind: ErrorKind
  /** One sentence for the reader: what happened and, where it is short, what helps. Never holds a key. */
  message: string
  /** What the server said, in its own words, cut to 2,000 characters. Never holds a key. */
  detail?: string
  /** HTTP status, when a response was received. */
  status?: number
  /** The server's name for this request, for a support question. */
  requestId?: string
  /** Milliseconds the server asked us to wait before another try. */
  retryAfterMs?: number
  /** Whether trying again makes sense, where the server says so or it is plain; it weighs more than the kind. */
  retryable?: boolean
  /** Whose failure it is: the remedy's button leads to that provider. */
  providerId?: string
  /** Whose parameters a `bad-request` is about: the remedy's button leads to that preset. */
  presetId?: string
  /** The match pattern a `permission` failure needs, such as `http://localhost/*`. */
  originPattern?: string
  /** The browser lets Gloss in as soon as the reader calls it on that page: by its button, its shortcut or its menu. */
  opensOnCall?: true
  /** A web page came where an answer of the server should be. */
  webPage?: true
}

type ErrorFacts = Omit<ErrorInfo, 'kind' | 'message'> & { cause?: unknown }

export class ChatError extends Error {
  override readonly name = 'ChatError'
  readonly info: ErrorInfo

  constructor(kind: ErrorKind, message: string, { cause, ...facts }: ErrorFacts = {}) {
    super(message, { cause })
    this.info = { kind, message, ...facts }
  }

  get kind(): ErrorKind {
    return this.info.kind
  }
}

/** Anything thrown, as data. What is not a `ChatError` is a defect of ours and says so. */
export function toErrorInfo(error: unknown): ErrorInfo {
  if (error instanceof ChatError) return error.info
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return { kind: 'internal', message: 'Something went wrong inside Gloss.', detail: detail.slice(0, 2_000) }
}
