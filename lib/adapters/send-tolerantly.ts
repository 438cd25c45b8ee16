import type { ChatError } from '../chat/chat-error'
import type { Connection } from '../chat/connection'
import type { HttpReply } from './http/reply'
import { asObject, type JsonObject } from './json'
import { sendAmending, type BodyCall } from './send-amending'
import { isMissing, lacksVersion } from './version'

const essential = new Set(['model', 'messages', 'input', 'stream'])
const maxTokensFields = ['max_tokens', 'max_completion_tokens'] as const

/**
 * Asks, and asks again when the refusal itself says how: without the fields that a server names as unknown to it,
 * or beneath `/v1` when there is nothing at the address as it was typed.
 */
export function sendTolerantly(connection: Connection, call: BodyCall, signal: AbortSignal): Promise<HttpReply> {
  const amend = (error: ChatError, attempt: BodyCall) => {
    const unversioned = attempt.path === call.path && lacksVersion(connection)
    if (isMissing(error) && unversioned) return { ...attempt, path: `/v1${call.path}` }
    const body = withoutRefused(attempt.body, error)
    return body && { ...attempt, body }
  }
  return sendAmending(connection, call, amend, signal)
}

/** The body without what the refusal names; undefined when it names nothing that may go. */
export function withoutRefused(body: JsonObject, error: ChatError, kept = essential): JsonObject | undefined {
  const { status, detail = '' } = error.info
  if (error.kind !== 'bad-request' || (status !== 400 && status !== 422)) return undefined
  const accepted: JsonObject = {}
  let refused = false
  for (const [field, value] of Object.entries(body)) {
    const remains = kept.has(field) ? value : accept(detail, field, value)
    refused ||= remains !== value
    if (remains !== undefined) accepted[field] = remains
  }
  if (!refused) return undefined
  // A limit is not dropped but put under the other name that servers know it by.
  const [first, second] = maxTokensFields
  if (body[first] !== undefined && accepted[first] === undefined) accepted[second] = body[first]
  else if (body[second] !== undefined && accepted[second] === undefined) accepted[first] = body[second]
  return accepted
}

/** What remains of a field: all of it, nothing, or what is left without the inner fields that the refusal is about. */
function accept(detail: string, field: string, value: unknown): unknown {
  const inner = Object.entries(asObject(value) ?? {})
  const left = inner.filter(([name]) => !detail.includes(`${field}.${name}`))
  // What is left of an object without its type is none.
  const whole = inner.every(([name]) => name !== 'type') || left.some(([name]) => name === 'type')
  if (left.length < inner.length) return whole && left.length > 0 ? Object.fromEntries(left) : undefined
  return names(detail, field) ? undefined : value
}

/** Whether a text speaks of a field by its name. Names that are also plain words must be marked as names. */
function names(text: string, field: string): boolean {
  const exact = field.includes('_') ? '(?<!\\w)@(?!\\w)' : '[\'"`(.]@[\'"`).:]'
  return new RegExp(exact.replace('@', field.replace(/[^\w]/g, '\\$&'))).test(text)
}
