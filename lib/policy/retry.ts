import type { ErrorInfo, ErrorKind } from '../chat/chat-error'

/** A wait longer than this is shown, not waited for. */
const longestWaitMs = 60_000
const firstWaitMs = 1_000
const mostTries = 2

/** How often each failure is tried again by itself. What is missing here is not mended by trying again. */
const tries: Partial<Record<ErrorKind, number>> = {
  'rate-limit': mostTries,
  overloaded: mostTries,
  unreachable: mostTries,
  // The gateway gave up, not we: a status says so. Our own patience is not extended by starting over.
  timeout: 1,
}

/**
 * Milliseconds to wait before the next try, or undefined when there shall be none. Only for failures before the first
 * word: later ones have cost money already, and their text is kept. Where the failure itself says whether another try
 * makes sense, that counts, not its kind.
 * @param attempt how many tries there were, 1 for the first.
 * @param random between 0 and 1: spreads the tries of many readers, so that they do not all come back at once.
 */
export function retryDelay(error: ErrorInfo, attempt: number, random: number): number | undefined {
  if (attempt > most(error)) return undefined
  const wait = error.retryAfterMs ?? firstWaitMs * 2 ** (attempt - 1) * (0.75 + random / 2)
  return wait <= longestWaitMs ? Math.max(0, Math.round(wait)) : undefined
}

function most({ kind, status, retryable }: ErrorInfo): number {
  if (retryable !== undefined) return retryable ? mostTries : 0
  if (kind === 'timeout' && status === undefined) return 0
  return tries[kind] ?? 0
}
