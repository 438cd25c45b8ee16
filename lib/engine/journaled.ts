import type { Message } from '../chat/message'
import { Journal, type Origin } from '../db/journal'

/** The journal of an answer that is about to be asked for. Nothing may leave before `recoverable` resolves. */
export type Journaled = { journal: Journal; recoverable: Promise<void> }

/** Begins to write down that an answer is being asked for. Meanwhile the request can be made ready. */
export function journaled(answer: Message, origin?: Origin): Journaled {
  const journal = new Journal(answer.id)
  const recoverable = journal.begin(answer, origin)
  // Whoever sends waits for it and hears of its failure; what fails before that ends the answer by itself.
  recoverable.catch(() => undefined)
  return { journal, recoverable }
}
