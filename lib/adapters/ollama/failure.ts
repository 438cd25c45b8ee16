import { ChatError } from '../../chat/chat-error'
import type { Connection } from '../../chat/connection'

/** Puts the remedy that Ollama needs into failures that mean something particular there. Others pass unchanged. */
export function refineFailure(error: unknown, connection: Connection, model?: string): unknown {
  if (!(error instanceof ChatError)) return error
  const { kind, message: _, ...facts } = error.info
  if (kind === 'origin-blocked') {
    const sentence = `${connection.providerName} refuses requests from browser extensions. Start it with OLLAMA_ORIGINS=${ownOrigin()} and try again.`
    return new ChatError(kind, sentence, { ...facts, cause: error })
  }
  if (kind === 'model-not-found' && model) {
    const sentence = `${connection.providerName} does not have the model “${model}”. Get it with: ollama pull ${model}`
    return new ChatError(kind, sentence, { ...facts, cause: error })
  }
  return error
}

/** The origin Ollama must be told to accept: ours, or that of any extension where we do not know our own. */
function ownOrigin(): string {
  const origin: string | undefined = globalThis.location?.origin
  return origin?.includes('-extension://') ? origin : 'chrome-extension://*'
}
