import Dexie from 'dexie'
import { ChatError } from '../chat/chat-error'
import { noteTrouble } from './condition'

/** Runs an operation on a store and names its failure: the reader must learn that something was not stored, and why. */
export async function stored<Value>(operation: () => PromiseLike<Value>): Promise<Value> {
  try {
    return await operation()
  } catch (cause) {
    const error = storageError(cause)
    if (!(cause instanceof ChatError)) noteTrouble(error.kind === 'storage-full' ? 'full' : 'failing')
    throw error
  }
}

/** What a failed write is called. */
export function storageError(cause: unknown): ChatError {
  if (cause instanceof ChatError) return cause
  const detail = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
  return isFull(cause)
    ? new ChatError('storage-full', 'The disk space for Gloss is used up: delete old conversations, then try again.', {
        cause,
        detail,
      })
    : new ChatError('internal', 'The conversation could not be stored on this computer.', { cause, detail })
}

/** Local storage tells a lack of room only by its words, and a full disk in those of the file system. */
const fullWords = /quota|no space|disk (is )?full|FILE_ERROR_NO_SPACE/i

/** Dexie wraps the browser's error, and an aborted transaction wraps Dexie's. */
function isFull(error: unknown): boolean {
  if (!(error instanceof Dexie.DexieError)) return error instanceof Error && isWantOfRoom(error)
  for (let inner: unknown = error; inner instanceof Error; inner = 'inner' in inner ? inner.inner : undefined) {
    if (isWantOfRoom(inner)) return true
  }
  return false
}

function isWantOfRoom({ name, message }: Error): boolean {
  return name === 'QuotaExceededError' || fullWords.test(message)
}
