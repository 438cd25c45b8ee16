import { ChatError } from '../chat/chat-error'
import { titleFrom } from '../chat/conversation'
import { leafBelow, textOf, type Message } from '../chat/message'
import type { QueuedQuestion } from '../chat/queued-question'
import { db } from './db'
import { parseMessage } from './parse-record'
import { takeQueued, waitFor } from './queue'
import { stored } from './storage-error'

export async function listMessages(conversationId: string): Promise<Message[]> {
  return (await db.messages.where('conversationId').equals(conversationId).toArray()).map(parseMessage)
}

export async function getMessage(messageId: string): Promise<Message | undefined> {
  const row = await db.messages.get(messageId)
  return row && parseMessage(row)
}

/**
 * The question that a message answers.
 * @throws {ChatError} `bad-request` when either is gone.
 */
export async function questionOf(messageId: string): Promise<Message> {
  const answer = await getMessage(messageId)
  const question = answer?.parentId ? await getMessage(answer.parentId) : undefined
  if (!question) throw new ChatError('bad-request', 'The question of this answer is gone.')
  return question
}

/**
 * Stores a question and its empty answer, or neither: what goes out afterwards is always something that is kept.
 * Makes the conversation when it is new, and drops the draft that became this question. A question that was queued
 * leaves its line in the same transaction, so that it is asked once whatever dies in between.
 */
export function beginTurn(question: Message, answer: Message, queued?: QueuedQuestion): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages, db.drafts, db.queue], async () => {
      const { conversationId, createdAt } = question
      if (queued) await takeQueued(queued, question)
      const conversation = await db.conversations.get(conversationId)
      await db.messages.bulkAdd([question, answer])
      await db.conversations.put({
        id: conversationId,
        title: conversation?.title ?? titleFrom(textOf(question)),
        createdAt: conversation?.createdAt ?? createdAt,
        updatedAt: createdAt,
        leafId: answer.id,
      })
      await waitFor(answer)
      const draft = await db.drafts.get(conversationId)
      if (!queued && draft?.text.trim() === textOf(question)) await db.drafts.delete(conversationId)
    }),
  )
}

/** Stores another, still empty, answer to a stored question and shows it. */
export function beginAnswer(answer: Message): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages, db.queue], async () => {
      await db.messages.add(answer)
      await waitFor(answer)
      await db.conversations.update(answer.conversationId, { leafId: answer.id, updatedAt: answer.createdAt })
    }),
  )
}

/** Stores that an answer which had ended is being written again. */
export function resumeAnswer(answer: Message): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.messages, db.queue], async () => {
      await db.messages.put(answer)
      await waitFor(answer)
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
