import { browser } from 'wxt/browser'
import { storedUnder } from '../chat/stored-under'

/** An answer that came to its end while no panel showed it. */
export type UnseenAnswer = {
  messageId: string
  conversationId: string
  /** Milliseconds since the epoch. */ at: number
}

/** Session storage survives the worker and ends with the browser: what was not seen by then is found in the history. */
const prefix = 'unseen:'

/** Oldest first. */
export async function listUnseen(): Promise<UnseenAnswer[]> {
  const stored = await storedUnder(browser.storage.session, prefix)
  return Object.values(stored)
    .map((value) => value as UnseenAnswer)
    .sort((one, other) => one.at - other.at)
}

export async function addUnseen(answer: UnseenAnswer): Promise<void> {
  await browser.storage.session.set({ [prefix + answer.messageId]: answer })
}

/** Whatever ended in a conversation has been seen. */
export async function removeUnseen(conversationId: string): Promise<void> {
  const seen = (await listUnseen()).filter((answer) => answer.conversationId === conversationId)
  await browser.storage.session.remove(seen.map(({ messageId }) => prefix + messageId))
}

/** Calls back when an answer ended or was seen. Returns the way to stop. */
export function watchUnseen(onChange: () => void): () => void {
  const listener = (changes: Record<string, unknown>, area: string) => {
    if (area === 'session' && Object.keys(changes).some((key) => key.startsWith(prefix))) onChange()
  }
  browser.storage.onChanged.addListener(listener)
  return () => browser.storage.onChanged.removeListener(listener)
}
