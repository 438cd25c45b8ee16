import type { Message } from '../chat/message'
import { db } from './db'

/** Part of the transaction that begins a turn: of answers that are compared, the one it follows is gone on from. */
export async function decideAbove(messages: readonly Message[], { parentId }: Message): Promise<void> {
  if (parentId === null) return
  const answer = messages.find(({ id }) => id === parentId)
  const question = messages.find(({ id }) => id === answer?.parentId)
  if (question?.comparison?.answerIds.includes(parentId)) await decide(question)
}

/** Part of a transaction: the answers to a question are branches from now on. */
export async function decide(question: Message): Promise<void> {
  if (!question.comparison || question.comparison.decided) return
  await db.messages.put({ ...question, comparison: { ...question.comparison, decided: true } })
}
