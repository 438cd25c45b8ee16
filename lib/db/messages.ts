import { titleFrom } from '../chat/conversation'
import type { Message } from '../chat/message'
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
 * Makes the conversation when it is new, and takes the text and attachments out of its draft.
 */
export function beginTurn(question: Message, answer: Message): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages, db.drafts], async () => {
      const { conversationId, createdAt } = question
      const conversation = await db.conversations.get(conversationId)
      await db.messages.bulkAdd([question, answer])
      await db.conversations.put({
        id: conversationId,
        title: conversation?.title ?? titleFrom(question.parts.map((part) => part.text).join('')),
        createdAt: conversation?.createdAt ?? createdAt,
        updatedAt: createdAt,
        leafId: answer.id,
      })
      await db.drafts.delete(conversationId)
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
