import { textOf } from '../chat/message'
import { listConversations } from './conversations'
import { listMessages } from './messages'

/** What the reader has asked in own words, newest first: in this conversation, then in the others, as far as it is read. */
export async function* pastQuestions(conversationId: string): AsyncGenerator<string> {
  yield* questionsOf(conversationId)
  for (const { id } of await listConversations()) {
    if (id !== conversationId) yield* questionsOf(id)
  }
}

async function* questionsOf(conversationId: string): AsyncGenerator<string> {
  const questions = (await listMessages(conversationId))
    // The words of a quick action came from a button.
    .filter(({ role, action, deleted }) => role === 'user' && action === undefined && deleted === undefined)
    .sort((one, other) => other.createdAt - one.createdAt)
  for (const question of questions) yield textOf(question)
}
