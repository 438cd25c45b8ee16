import { ChatError } from '../../chat/chat-error'
import type { Connection } from '../../chat/connection'
import { send } from '../http'
import type { HttpReply } from '../http/reply'
import type { JsonObject } from '../json'

const essential = new Set(['model', 'messages', 'stream'])
const maxTokensFields = ['max_tokens', 'max_completion_tokens'] as const
const path = '/chat/completions'

/**
 * Asks, and asks once more when the refusal itself says how: without the fields that a server names as unknown to it,
 * or beneath `/v1` when there is nothing at the address as it was typed. Nothing of an answer has been shown by then.
 */
export async function sendTolerantly(
  connection: Connection,
  body: JsonObject,
  signal: AbortSignal,
): Promise<HttpReply> {
  const call = { method: 'POST', patient: body.stream !== true } as const
  try {
    return await send(connection, { ...call, path, body }, signal)
  } catch (error) {
    if (!(error instanceof ChatError)) throw error
    if (isMissing(error) && lacksVersion(connection)) {
      return send(connection, { ...call, path: `/v1${path}`, body }, signal)
    }
    const accepted = withoutRefused(body, error)
    if (!accepted) throw error
    return send(connection, { ...call, path, body: accepted }, signal)
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof ChatError && error.kind === 'not-configured' && error.info.status === 404
}

/** Whether a base URL ends without the version that most of these servers have in it. */
export function lacksVersion(connection: Connection): boolean {
  return !/\/v\d+[a-z]*(\/|$)/.test(new URL(connection.baseUrl).pathname)
}

/** The body without what the refusal names; undefined when it names nothing that may go. */
function withoutRefused(body: JsonObject, error: ChatError): JsonObject | undefined {
  const { status, detail = '' } = error.info
  if (error.kind !== 'bad-request' || (status !== 400 && status !== 422)) return undefined
  const refused = Object.keys(body).filter((field) => !essential.has(field) && names(detail, field))
  if (refused.length === 0) return undefined
  const kept: JsonObject = Object.fromEntries(Object.entries(body).filter(([field]) => !refused.includes(field)))
  // A limit is not dropped but put under the other name that servers know it by.
  const [first, second] = maxTokensFields
  if (refused.includes(first)) kept[second] = body[first]
  else if (refused.includes(second)) kept[first] = body[second]
  return kept
}

/** Whether a text speaks of a field by its name. Names that are also plain words must be marked as names. */
function names(text: string, field: string): boolean {
  const exact = field.includes('_') ? '(?<!\\w)@(?!\\w)' : '[\'"`(.]@[\'"`).:]'
  return new RegExp(exact.replace('@', field.replace(/[^\w]/g, '\\$&'))).test(text)
}
