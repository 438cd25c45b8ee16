import { ChatError } from '../chat/chat-error'
import { comparedAnswers, mostCompared, openComparisonOf, type OpenComparison } from '../chat/comparison'
import type { Message } from '../chat/message'
import { withEnd } from '../chat/tree'
import { showMessage } from './branches'
import { db } from './db'
import { decide } from './decide'
import { getMessage, listMessages } from './messages'
import { waitFor } from './queue'
import { stored } from './storage-error'

/** The comparison that an answer is read in. */
export async function openComparison(messageId: string): Promise<OpenComparison | undefined> {
  const answer = await getMessage(messageId)
  return answer && openComparisonOf(await listMessages(answer.conversationId), messageId)
}

/**
 * Stores further, still empty answers to the question of an answer, to be read side by side with it.
 * @throws {ChatError} `bad-request` when it is gone, or when they would be more than can be read so.
 */
export function beginBeside(messageId: string, answers: readonly Message[]): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages, db.queue], async () => {
      const question = await requireQuestion(messageId)
      const open = openComparisonOf(await listMessages(question.conversationId), messageId)
      const beside = open ? open.answers.map(({ id }) => id) : [messageId]
      const answerIds = [...beside, ...answers.map(({ id }) => id)]
      if (answerIds.length > mostCompared) {
        throw new ChatError('bad-request', `No more than ${mostCompared} answers can be compared at once.`)
      }
      await db.messages.bulkAdd([...answers])
      await db.messages.put({ ...question, comparison: { answerIds } })
      await begun(question.conversationId, answers)
    }),
  )
}

/**
 * Stores another, still empty answer in the place of one that is being compared. That one stays as a branch.
 * @throws {ChatError} `bad-request` when it is not being compared any more.
 */
export function beginInPlaceOf(messageId: string, answer: Message): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages, db.queue], async () => {
      const question = await requireQuestion(messageId)
      const open = openComparisonOf(await listMessages(question.conversationId), messageId)
      if (!open) throw new ChatError('bad-request', 'This answer is not being compared any more: ask again.')
      const answerIds = open.answers.map(({ id }) => (id === messageId ? answer.id : id))
      await db.messages.add(answer)
      await db.messages.put({ ...question, comparison: { answerIds } })
      await begun(question.conversationId, [answer])
      const { leafId, ends } = (await db.conversations.get(question.conversationId)) ?? { leafId: null }
      if (leafId !== messageId) return
      await db.conversations.update(question.conversationId, { leafId: answer.id, ends: withEnd(ends, leafId) })
    }),
  )
}

async function begun(conversationId: string, answers: readonly Message[]): Promise<void> {
  const [first] = answers
  if (!first) return
  await waitFor(first)
  await db.conversations.update(conversationId, { updatedAt: first.createdAt })
}

/** Goes on from one of the answers that are compared; the others stay beside it. Returns those, when there were any. */
export function keepAnswer(messageId: string): Promise<Message[]> {
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages, db.queue], async () => {
      const question = await requireQuestion(messageId)
      const answers = comparedAnswers(await listMessages(question.conversationId), question)
      await decide(question)
      await showMessage(messageId)
      // Whoever waited for all of them waits for this one.
      await db.queue
        .where('conversationId')
        .equals(question.conversationId)
        .filter(({ waitsFor }) => answers.some(({ id }) => id === waitsFor))
        .modify({ waitsFor: messageId })
      return answers.filter(({ id }) => id !== messageId)
    }),
  )
}

/** Shows what was compared side by side again. */
export function showComparison(questionId: string): Promise<void> {
  return stored(() =>
    db.transaction('rw', db.messages, async () => {
      const question = await getMessage(questionId)
      if (!question?.comparison) return
      await db.messages.put({ ...question, comparison: { answerIds: question.comparison.answerIds } })
    }),
  )
}

async function requireQuestion(messageId: string): Promise<Message> {
  const answer = await getMessage(messageId)
  const question = answer?.parentId ? await getMessage(answer.parentId) : undefined
  if (!question) throw new ChatError('bad-request', 'The question of this answer is gone.')
  return question
}
