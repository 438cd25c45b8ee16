import type { ChatError, ErrorKind } from '../../chat/chat-error'
import type { Connection } from '../../chat/connection'
import { classify, sentenceFor } from './classify'
import { failure } from './failure'
import { htmlTitle, looksLikeHtml, readErrorBody, type ServerError } from './server-error'
import { retryAfter, waitIn } from './wait'

/** In lower case. */
export const requestIdHeaders = [
  'x-request-id',
  'request-id',
  'mistral-correlation-id',
  'x-ds-trace-id',
  'x-generation-id',
  'cf-ray',
]

const retryWords: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
])

/** The server's name for this request, under whichever header it gives it. */
export function requestIdOf(headers: Headers): string | undefined {
  for (const name of requestIdHeaders) {
    const value = headers.get(name)
    if (value) return value.slice(0, 200)
  }
  return undefined
}

/** What the server said went wrong, as a failure of ours. `status` is absent where the response itself was a success. */
export function failureFromServer(
  connection: Connection,
  error: ServerError,
  headers: Headers,
  status?: number,
): ChatError {
  const kind = classify(status ?? error.status, error)
  return serverFailure(connection, kind, error, headers, status)
}

/** A response with an error status. */
export function failureFromStatus(connection: Connection, body: string, headers: Headers, status: number): ChatError {
  // Servers that judge the Origin header answer 403 with no word at all.
  if (status === 403 && body.trim() === '') {
    return serverFailure(connection, 'origin-blocked', { message: '', codes: [] }, headers, status)
  }
  // A firewall's page is no word about the key.
  if (status === 403 && looksLikeHtml(body)) return failureFromPage(connection, body, status)
  return failureFromServer(connection, readErrorBody(body), headers, status)
}

/** A web page where an API should be: a captive portal, a firewall, a wrong address. */
export function failureFromPage(connection: Connection, html: string, status?: number): ChatError {
  return failure(
    connection,
    'bad-response',
    `A web page came back instead of an answer: ${connection.providerName} is not at this address, or something on the way (a login page, a firewall) stepped in.`,
    { webPage: true, detail: htmlTitle(html), ...(status === undefined ? {} : { status }) },
  )
}

function serverFailure(
  connection: Connection,
  kind: ErrorKind,
  error: ServerError,
  headers: Headers,
  status: number | undefined,
): ChatError {
  const requestId = requestIdOf(headers) ?? error.requestId?.slice(0, 200)
  const retryable = retryWords.get(headers.get('x-should-retry')?.trim().toLowerCase() ?? '')
  const retryAfterMs = retryAfter(headers) ?? waitIn(error.retryAfter, Date.now())
  return failure(connection, kind, sentenceFor(kind, connection, status), {
    detail: error.message,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(retryable === undefined ? {} : { retryable }),
  })
}
