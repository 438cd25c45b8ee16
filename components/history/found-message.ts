import { useSyncExternalStore } from 'react'

/** A message that a search led to, and the words it was found by. */
export type FoundMessage = { conversationId: string; messageId: string; words: string }

let found: FoundMessage | null = null
const listeners = new Set<() => void>()

/** Asks whoever draws the conversation to bring this message into view; null when that is done. */
export function showFound(message: FoundMessage | null): void {
  found = message
  listeners.forEach((listener) => listener())
}

export function useFoundMessage(): FoundMessage | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => found,
  )
}
