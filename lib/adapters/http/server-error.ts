import { asArray, asObject, asText, parseJson, writeJson, type JsonObject } from '../json'

const titleSearchCharacters = 64 * 1024

/** What a server said went wrong, wherever in its answer it hid. */
export type ServerError = {
  /** In the server's own words; empty when it said nothing. */
  message: string
  /** Every code and type it gave, in lower case. */
  codes: string[]
  /** A status inside the body, where a 200 carries the failure of another server. */
  status?: number
  /** How long the body itself asks to wait, in the server's own form. */
  retryAfter?: string
  /** The server's name for the request, where the body repeats it: not every header can be read. */
  requestId?: string
}

/** Reads a body that came with an error status: JSON in any of its shapes, a web page, or plain text. */
export function readErrorBody(text: string): ServerError {
  const value = parseJson(text.trim())
  if (value !== undefined) return readErrorValue(value)
  return { message: looksLikeHtml(text) ? htmlTitle(text) : text.trim(), codes: [] }
}

/** The error a JSON value of a successful response is or carries; undefined when it carries none. */
export function findError(value: unknown): ServerError | undefined {
  const body = asObject(Array.isArray(value) ? value[0] : value)
  if (!body) return undefined
  const carries = asText(body.error) !== undefined || Object.keys(asObject(body.error) ?? {}).length > 0
  const flat = body.object === 'error' || body.type === 'error'
  const bare = body.choices === undefined && body.detail !== undefined && body.message === undefined
  return carries || flat || bare || confesses(body) ? readErrorValue(body) : undefined
}

/** Servers that answer 200 to everything say inside that it failed: by a code beside a message, or by a flag. */
function confesses(body: JsonObject): boolean {
  if (asArray(body.choices).length > 0) return false
  const code = asObject(body.base_resp)?.status_code
  if (typeof code === 'number' && code !== 0) return true
  if (body.success === false && asArray(body.errors).length > 0) return true
  return asText(body.message) !== undefined && (asText(body.code) !== undefined || statusOf(body) !== undefined)
}

/** Reads a JSON value known to be an error. */
export function readErrorValue(value: unknown): ServerError {
  const body = asObject(Array.isArray(value) ? value[0] : value)
  if (!body) return { message: typeof value === 'string' ? value : '', codes: [] }
  const error = asObject(body.error)
  const message = [messageOf(body, error), upstreamWords(error), parameterOf(error ?? body)].filter(Boolean).join(' ')
  const details = detailsOf(error)
  const marks = [
    error?.code,
    error?.type,
    error?.status,
    body.code,
    body.type,
    asObject(error?.metadata)?.error_type,
    ...details.flatMap((detail) => [detail.reason, detail.error_code, ...violationsOf(detail)]),
  ]
  const retryAfter = details.map((detail) => asText(detail.retryDelay)).find((delay) => delay !== undefined)
  const status = statusOf(error ?? {}) ?? statusOf(body)
  const requestId = asText(body.request_id)
  return {
    message,
    codes: marks.flatMap((mark) => (typeof mark === 'string' ? [mark.toLowerCase()] : [])),
    ...(status === undefined ? {} : { status }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

/** An HTTP status, under any of the names that servers give it. */
function statusOf(body: JsonObject): number | undefined {
  return [body.status_code, body.code, body.raw_status_code, body.statusCode, body.StatusCode, body.status]
    .map((code) => (typeof code === 'string' || typeof code === 'number' ? Number(code) : Number.NaN))
    .find((code) => Number.isInteger(code) && code >= 400 && code < 600)
}

/** What some servers put beside their message for programs to read: one object, or a list of them. */
function detailsOf(error: JsonObject | undefined): JsonObject[] {
  const { details } = error ?? {}
  return [...asArray(details), details].map(asObject).filter((detail) => detail !== undefined)
}

/** The names of the quotas that were used up. */
function violationsOf(detail: JsonObject): unknown[] {
  return asArray(detail.violations).map((violation) => asObject(violation)?.quotaId)
}

function messageOf(body: JsonObject, error: JsonObject | undefined): string {
  return (
    asText(error?.message) ??
    asText(body.error) ??
    asText(body.message) ??
    detailOf(asObject(body.message)?.detail) ??
    detailOf(body.detail) ??
    asText(asObject(asArray(body.errors)[0])?.message) ??
    asText(asObject(body.base_resp)?.status_msg) ??
    ''
  )
}

/** `detail` is a string, or a list of complaints that each say which field they are about. */
function detailOf(detail: unknown): string | undefined {
  const complaints = asArray(detail).flatMap((item) => {
    const complaint = asObject(item)
    const words = asText(complaint?.msg)
    const place = asArray(complaint?.loc).filter((step) => typeof step === 'string' || typeof step === 'number')
    return words ? [`${place.join('.')}: ${words}`] : []
  })
  return asText(detail) ?? asText(complaints.join('; '))
}

/** A go-between often says no more than that its upstream failed; what the upstream said lies beside it. */
function upstreamWords(error: JsonObject | undefined): string {
  const raw = asObject(error?.metadata)?.raw
  return asText(raw) ?? (asObject(raw) ? writeJson(raw) : '')
}

function parameterOf(error: JsonObject): string {
  const parameter = asText(error.param)
  return parameter && !asText(error.message)?.includes(parameter) ? `(${parameter})` : ''
}

export function looksLikeHtml(text: string): boolean {
  return /^\s*<(!doctype|html|head|body|\?xml|!--)/i.test(text)
}

/** What a web page calls itself, else its first words. */
export function htmlTitle(html: string): string {
  const head = html.slice(0, titleSearchCharacters)
  const title = /<title[^<>]*>([^<]*)/i.exec(head)?.[1]
  const words = title ?? head.replace(/<(script|style)\b[\s\S]*?(<\/\1>|$)/gi, ' ').replace(/<[^<>]*>/g, ' ')
  return words.replace(/\s+/g, ' ').trim().slice(0, 200)
}
