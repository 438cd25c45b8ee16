import { createContext, useContext } from 'react'

/**
 * The id of the message at the end of the shown thread, told to that message alone: told to all, each turn would draw
 * every message again.
 */
export const ShownEndContext = createContext<string | undefined>(undefined)

/** Whether a message is the last one that is shown. */
export function useIsShownEnd(messageId: string): boolean {
  return useContext(ShownEndContext) === messageId
}
