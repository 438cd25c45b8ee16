import { ChatError } from '../../chat/chat-error'
import type { Connection } from '../../chat/connection'

/** An organisation may switch requests from browsers off: its key is right all the same, and so it is said. */
export function refineFailure(error: unknown, connection: Connection): unknown {
  if (!(error instanceof ChatError) || error.kind !== 'origin-blocked') return error
  if (!/organi[sz]ation/i.test(error.info.detail ?? '')) return error
  const { kind, message: _, ...facts } = error.info
  const sentence = `Your organisation’s settings at ${connection.providerName} do not allow requests from browsers. The key itself was not refused: ask whoever administers the organisation, or use another key.`
  return new ChatError(kind, sentence, { ...facts, cause: error })
}
