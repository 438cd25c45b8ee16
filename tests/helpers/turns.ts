import type { Message } from '../../lib/chat/message'
import type { QueuedQuestion } from '../../lib/chat/queued-question'
import { beginTurn as begin } from '../../lib/db/turns'

/** Stores a question that knows its place with its empty answer. */
export async function beginTurn(question: Message, answer: Message, queued?: QueuedQuestion): Promise<void> {
  await begin(question.conversationId, () => ({ question, answers: [answer] }), { queued })
}
