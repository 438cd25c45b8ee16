import { createContext, useContext } from 'react'

/** The id of the message at the end of the shown thread. */
export const ShownEndContext = createContext<string | undefined>(undefined)

/** Whether a message is the last one that is shown. */
export function useIsShownEnd(messageId: string): boolean {
  return useContext(ShownEndContext) === messageId
}
