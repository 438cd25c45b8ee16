import type { Exchange, ExchangeEnd } from '../../chat/cassette'
import type { Connection, SentRequest } from '../../chat/connection'
import { scrub, secretForms } from './failure'
import { requestIdHeaders } from './gate'
import type { Watchdog } from './watchdog'

/** What a chunk costs beside its bytes: an answer in pieces of one byte must not outgrow its measure. */
const chunkBytes = 32
/** The beginning of a key that a cut body ends with gives nothing away below this length. */
const tellingBytes = 8
const headerLength = 500
const headers = new RegExp(
  `^(content-type|retry-after|retry-after-ms|x-should-retry|.*ratelimit.*|${requestIdHeaders.join('|')})$`,
)

/** Takes one exchange down. Of several ends the first counts. */
export type Recorder = {
  responded(response: Response): void
  received(piece: Uint8Array): void
  ended(end: ExchangeEnd): void
}

const nothing: Recorder = { responded() {}, received() {}, ended() {} }

/** Records one request on the connection's tape; where there is none, nothing. */
export function recorderOf(connection: Connection, sent: SentRequest, watchdog: Watchdog): Recorder {
  const { tape } = connection
  if (!tape) return nothing
  const startedAt = tape.now()
  const elapsed = (): number => Math.max(0, Math.round(tape.now() - startedAt))
  const { origin, pathname, search } = new URL(sent.url)
  const body = scrub(connection, sent.body)
  const size = new TextEncoder().encode(sent.body).byteLength
  const exchange: Exchange = {
    provider: { id: connection.providerId, name: connection.providerName, wire: connection.wire, origin },
    request: { method: sent.method, path: scrub(connection, pathname + search), bytes: size },
    end: 'left',
    endMs: 0,
  }
  /** Whether so much more may be kept. After the first that does not fit, nothing is: a recording has no holes. */
  const takes = (bytes: number): boolean => {
    if (exchange.cut || bytes > tape.room) exchange.cut = true
    else tape.room -= bytes
    return !exchange.cut
  }
  if (takes(size)) exchange.request.body = body
  let over = false

  const recorder: Recorder = {
    responded(response) {
      const kept = [...response.headers].filter(([name]) => headers.test(name))
      const shown = kept.map(([name, value]) => [name, scrub(connection, value).slice(0, headerLength)])
      exchange.response = {
        status: response.status,
        ms: elapsed(),
        headers: Object.fromEntries(shown) as Record<string, string>,
        chunks: [],
      }
    },
    received(piece) {
      if (over || !takes(piece.byteLength + chunkBytes)) return
      // A copy: a piece may be a window on something larger, all of which would be kept.
      exchange.response?.chunks.push({ ms: elapsed(), bytes: piece.slice() })
    },
    ended(end) {
      if (over) return
      over = true
      exchange.end = end
      exchange.endMs = elapsed()
      hideSecrets(exchange, connection)
      tape.exchanges.push(exchange)
    },
  }
  watchdog.signal.addEventListener('abort', () => {
    const { reason } = watchdog
    if (reason) recorder.ended(reason.kind === 'aborted' ? 'aborted' : 'limit')
    else recorder.ended(exchange.response ? 'left' : 'network-error')
  })
  return recorder
}

/**
 * Writes a star over each byte of a key that a server echoed. The body is looked at as a whole, since a key may be cut
 * between two chunks, and keeps its length, so that the chunks stay what they were.
 */
function hideSecrets(exchange: Exchange, connection: Connection): void {
  const chunks = exchange.response?.chunks ?? []
  const body = new Uint8Array(chunks.reduce((length, { bytes }) => length + bytes.length, 0))
  let end = 0
  for (const { bytes } of chunks) {
    body.set(bytes, end)
    end += bytes.length
  }
  const found = secretForms(connection)
    .flatMap(asBytes)
    .flatMap((secret) => [...occurrences(body, secret)])
  for (const { from, length } of found) body.fill(star, from, from + length)
  end = 0
  for (const chunk of chunks) {
    chunk.bytes = body.slice(end, end + chunk.bytes.length)
    end += chunk.bytes.length
  }
}

const star = 0x2a

/** A text in the encodings that a server may write it in. */
function asBytes(text: string): Uint8Array[] {
  const utf8 = new TextEncoder().encode(text)
  const codes = Array.from(text, (character) => character.charCodeAt(0))
  return utf8.length === codes.length || codes.some((code) => code > 0xff) ? [utf8] : [utf8, Uint8Array.from(codes)]
}

/** Where a word stands in a body, also the beginning of one that the body's end cuts off. */
function* occurrences(body: Uint8Array, word: Uint8Array): Generator<{ from: number; length: number }> {
  const [first] = word
  if (first === undefined) return
  for (let from = body.indexOf(first); from >= 0; from = body.indexOf(first, from + 1)) {
    let length = 1
    while (length < word.length && body[from + length] === word[length]) length += 1
    if (length === word.length || (length >= tellingBytes && from + length === body.length)) yield { from, length }
  }
}
