import type { Message } from '../chat/message'
import type { Journal, Origin } from '../db/journal'

/**
 * Writes down that the answer is being asked for. Nothing may leave before it is: `recoverable` resolves then. Meanwhile
 * the request can be made ready.
 */
export async function* journaled<Event>(
  journal: Journal,
  answer: Message,
  origin: Origin | undefined,
  events: (recoverable: Promise<void>) => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  const recoverable = journal.begin(answer, origin)
  // Whoever sends waits for it and hears of its failure; what fails before that ends the answer by itself.
  recoverable.catch(() => undefined)
  yield* events(recoverable)
}
