import { ChatError } from '../chat/chat-error'

/** Says of a file, by its name, why nothing of it comes in. */
export function refusal(name: string, reason: string, cause?: unknown): ChatError {
  return new ChatError('bad-request', `“${name}” was not imported: ${reason} Nothing was changed.`, { cause })
}
