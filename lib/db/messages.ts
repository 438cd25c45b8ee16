import { titleFrom } from '../chat/conversation'
import { leafBelow, textOf, type Message } from '../chat/message'
import { db } from './db'
import { stored } from './storage-error'

export function listMessages(conversationId: string): Promise<Message[]> {
  return db.messages.where('conversationId').equals(conversationId).toArray()
}

export function getMessage(messageId: string): Promise<Message | undefined> {
  return db.messages.get(messageId)
}

/**
 * Stores a question and its empty answer, or neither: what goes out afterwards is always something that is kept.
 * Makes the conversation when it is new, and drops the draft that became this question.
 */
export function beginTurn(question: Message, answer: Message): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages, db.drafts], async () => {
      const { conversationId, createdAt } = question
      const conversation = await db.conversations.get(conversationId)
      await db.messages.bulkAdd([question, answer])
      await db.conversations.put({
        id: conversationId,
        title: conversation?.title ?? titleFrom(textOf(question)),
        createdAt: conversation?.createdAt ?? createdAt,
        updatedAt: createdAt,
        leafId: answer.id,
      })
      const draft = await db.drafts.get(conversationId)
      if (draft?.text.trim() === textOf(question)) await db.drafts.delete(conversationId)
    }),
  )
}

/** Stores another, still empty, answer to a stored question and shows it. */
export function beginAnswer(answer: Message): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages], async () => {
      await db.messages.add(answer)
      await db.conversations.update(answer.conversationId, { leafId: answer.id, updatedAt: answer.createdAt })
    }),
  )
}

/** Makes the path through this message, down to its newest end, the shown one. */
export function showMessage(messageId: string): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages], async () => {
      const message = await db.messages.get(messageId)
      if (!message) return
      const { conversationId } = message
      const messages = await listMessages(conversationId)
      await db.conversations.update(conversationId, { leafId: leafBelow(messages, messageId) })
    }),
  )
}

/** Writes a message over what is stored of it; a message whose conversation was removed meanwhile stays removed. */
export function checkpoint(message: Message): Promise<void> {
  return stored(() =>
    db.transaction('rw', db.messages, async () => {
      if (await db.messages.get(message.id)) await db.messages.put(message)
    }),
  )
}

/** Answers stored as streaming: after a start of the worker, those that lost their run. */
export function streamingMessages(): Promise<Message[]> {
  return db.messages.where('status').equals('streaming').toArray()
}
