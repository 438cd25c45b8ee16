import { ChatError } from '../chat/chat-error'
import type { Connection } from '../chat/connection'
import { send, type HttpCall } from './http'
import type { HttpReply } from './http/reply'

/**
 * Sends, and sends once more what `amend` makes of a refusal that itself says how to ask; undefined where it does not.
 * Nothing of an answer has been shown by then.
 */
export async function sendAmending(
  connection: Connection,
  call: HttpCall,
  amend: (refusal: ChatError) => HttpCall | undefined,
  signal: AbortSignal,
): Promise<HttpReply> {
  try {
    return await send(connection, call, signal)
  } catch (error) {
    const amended = error instanceof ChatError ? amend(error) : undefined
    if (!amended) throw error
    return send(connection, amended, signal)
  }
}
