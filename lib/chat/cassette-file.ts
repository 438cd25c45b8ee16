// Imports types and packages only: the pretended provider is run by Node as it is, which resolves no bare paths.
import * as v from 'valibot'
import type { Cassette, Chunk, Exchange } from './cassette'

/** Grows with every change of the file's shape. */
const fileVersion = 1

/**
 * A cassette as the text of a file. Bodies are base64, so that each byte is kept.
 * @param withQuestion false leaves out what was sent: what was asked, and the page.
 */
export function cassetteToFile(cassette: Cassette, { withQuestion }: { withQuestion: boolean }): string {
  const exchanges = cassette.exchanges.map(({ request, response, ...rest }) => {
    const { body, ...shape } = request
    return {
      ...rest,
      request: withQuestion && body !== undefined ? { ...shape, body } : shape,
      ...(response && {
        response: { ...response, chunks: response.chunks.map(({ ms, bytes }) => [ms, toBase64(bytes)]) },
      }),
    }
  })
  const recordedAt = new Date(cassette.recordedAt).toISOString()
  return `${JSON.stringify({ kind: 'gloss-recording', version: fileVersion, ...cassette, recordedAt, exchanges })}\n`
}

/** What a file holds, or one sentence on why it cannot be played. */
export function cassetteFromFile(text: string): { cassette: Cassette } | { problem: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: 'This file is no recording, or was cut off: it is not JSON.' }
  }
  const head = v.safeParse(fileHead, value)
  if (!head.success) return { problem: 'This file is no recording of Gloss.' }
  if (head.output.version > fileVersion) {
    return { problem: `This recording has version ${head.output.version}, which needs a newer Gloss.` }
  }
  const file = v.safeParse(cassetteFile, value)
  if (file.success) return { cassette: file.output }
  const [issue] = file.issues
  return { problem: `This recording is damaged at ${v.getDotPath(issue) ?? 'its root'}: ${issue.message}` }
}

const milliseconds = v.pipe(v.number(), v.finite(), v.minValue(0))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const chunk = v.pipe(
  v.strictTuple([milliseconds, v.pipe(v.string(), v.base64('The bytes are not base64.'))]),
  v.transform(([ms, bytes]): Chunk => ({ ms, bytes: fromBase64(bytes) })),
)

const exchange = v.pipe(
  v.object({
    provider: v.object({
      id: v.string(),
      name: v.string(),
      wire: v.picklist(['ollama', 'openai-chat', 'openai-responses', 'anthropic-messages', 'gemini']),
      origin: v.string(),
    }),
    request: v.object({
      method: v.picklist(['GET', 'POST']),
      path: v.pipe(v.string(), v.startsWith('/')),
      bytes: count,
      body: v.exactOptional(v.string()),
    }),
    response: v.exactOptional(
      v.object({
        status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
        ms: milliseconds,
        headers: v.record(v.pipe(v.string(), v.regex(/^[a-z\d-]+$/)), v.pipe(v.string(), v.regex(/^[\t\x20-\x7e]*$/))),
        chunks: v.array(chunk),
      }),
    ),
    end: v.picklist(['complete', 'left', 'aborted', 'network-error', 'limit']),
    endMs: milliseconds,
    cut: v.exactOptional(v.literal(true)),
  }),
  v.transform((value): Exchange => value),
)

const fileHead = v.object({ kind: v.literal('gloss-recording'), version: v.number() })

const cassetteFile = v.pipe(
  v.object({
    gloss: v.string(),
    recordedAt: v.pipe(v.string(), v.isoTimestamp(), v.transform(Date.parse)),
    model: v.string(),
    exchanges: v.pipe(v.array(exchange), v.minLength(1, 'It holds no request.')),
  }),
  v.transform((value): Cassette => value),
)

/** As many characters as a call takes arguments without trouble. */
const block = 0x2000

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let from = 0; from < bytes.length; from += block) {
    text += String.fromCharCode(...bytes.subarray(from, from + block))
  }
  return btoa(text)
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
