import { ChatError } from '../chat/chat-error'
import type { Connection } from '../chat/connection'
import { send, type HttpCall } from './http'
import type { HttpReply } from './http/reply'
import type { JsonObject } from './json'
import { noteAmendment } from './notes'

/** A server may name one field at a time. */
const mostAmendments = 3

export type BodyCall = HttpCall & { body: JsonObject }

/**
 * Sends, and sends again what `amend` makes of a refusal that itself says how to ask; undefined where it does not.
 * Nothing of an answer has been shown by then, and what was changed is said.
 */
export async function sendAmending(
  connection: Connection,
  call: BodyCall,
  amend: (refusal: ChatError, call: BodyCall) => BodyCall | undefined,
  signal: AbortSignal,
): Promise<HttpReply> {
  let attempt = call
  for (let amendments = 0; ; amendments++) {
    try {
      return await send(connection, attempt, signal)
    } catch (error) {
      const amended = error instanceof ChatError && amendments < mostAmendments ? amend(error, attempt) : undefined
      if (!amended || !(error instanceof ChatError)) throw error
      noteAmendment(connection, attempt.body, amended.body, error.info.detail)
      attempt = amended
    }
  }
}
