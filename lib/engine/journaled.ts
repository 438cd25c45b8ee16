import type { Message } from '../chat/message'
import type { Journal } from '../db/journal'

/** Nothing leaves before the answer can be found again. */
export async function* journaled<Event>(
  journal: Journal,
  answer: Message,
  events: () => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  await journal.begin(answer)
  yield* events()
}
