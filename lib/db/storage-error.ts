import Dexie from 'dexie'
import { ChatError } from '../chat/chat-error'

/** Runs a database operation and names its failure: the reader must learn that something was not stored, and why. */
export async function stored<Value>(operation: () => PromiseLike<Value>): Promise<Value> {
  try {
    return await operation()
  } catch (cause) {
    if (cause instanceof ChatError) throw cause
    const full = cause instanceof Dexie.DexieError && hasQuotaCause(cause)
    const detail = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
    throw full
      ? new ChatError(
          'storage-full',
          'The disk space for Gloss is used up: delete old conversations, then try again.',
          {
            cause,
            detail,
          },
        )
      : new ChatError('internal', 'The conversation could not be stored on this computer.', { cause, detail })
  }
}

/** Dexie wraps the browser's error, and an aborted transaction wraps Dexie's. */
function hasQuotaCause(error: unknown): boolean {
  for (let inner: unknown = error; inner instanceof Error; inner = 'inner' in inner ? inner.inner : undefined) {
    if (inner.name === 'QuotaExceededError') return true
  }
  return false
}
