import { ChatError } from '../chat/chat-error'
import type { Message } from '../chat/message'
import { withEnd } from '../chat/tree'
import { db } from './db'
import { parseMessage } from './parse-record'
import { waitFor } from './queue'
import { stored } from './storage-error'
import { allTemporary } from './temporary'

/** All messages of a conversation but those that were deleted. */
export async function listMessages(conversationId: string): Promise<Message[]> {
  const rows = await db.messages.where('conversationId').equals(conversationId).toArray()
  return rows.filter(({ deleted }) => deleted === undefined).map(parseMessage)
}

/** Undefined also when it was deleted. */
export async function getMessage(messageId: string): Promise<Message | undefined> {
  const row = await db.messages.get(messageId)
  return row && row.deleted === undefined ? parseMessage(row) : undefined
}

/**
 * The question that a message answers, or that it is.
 * @throws {ChatError} `bad-request` when it is gone.
 */
export async function questionOf(messageId: string): Promise<Message> {
  const message = await getMessage(messageId)
  if (message?.role === 'user') return message
  const question = message?.parentId ? await getMessage(message.parentId) : undefined
  if (!question) throw new ChatError('bad-request', 'The question of this answer is gone.')
  return question
}

/** Stores another, still empty, answer to a stored question and shows it. */
export function beginAnswer(answer: Message): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages, db.queue], async () => {
      await requireParent(answer)
      await db.messages.add(answer)
      await waitFor(answer)
      const { ends, leafId } = (await db.conversations.get(answer.conversationId)) ?? { leafId: null }
      await db.conversations.update(answer.conversationId, {
        leafId: answer.id,
        ends: withEnd(ends, leafId),
        updatedAt: answer.createdAt,
      })
    }),
  )
}

/** What is said where the message that another one is to follow was deleted. */
export function parentGone(): ChatError {
  return new ChatError('bad-request', 'The message before this one was deleted. Go on from another one.')
}

/** @throws {ChatError} `bad-request` when what a message follows is gone, deleted in this very moment perhaps. */
async function requireParent({ parentId }: Message): Promise<void> {
  if (parentId !== null && !(await getMessage(parentId))) throw parentGone()
}

/**
 * Stores that an answer which had ended is being written again.
 * @throws {ChatError} `bad-request` when it was deleted meanwhile.
 */
export function resumeAnswer(answer: Message): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.messages, db.queue], async () => {
      if (!(await getMessage(answer.id))) throw new ChatError('bad-request', 'This answer was deleted meanwhile.')
      await db.messages.put(answer)
      await waitFor(answer)
    }),
  )
}

/** Writes a message over what is stored of it; a message that was removed meanwhile stays removed. */
export function checkpoint(message: Message): Promise<void> {
  return stored(() =>
    db.transaction('rw', db.messages, async () => {
      if (await getMessage(message.id)) await db.messages.put(message)
    }),
  )
}

/** Answers stored as streaming: after a start of the worker, those that lost their run. */
export async function streamingMessages(): Promise<Message[]> {
  const kept = await db.messages.where('status').equals('streaming').toArray()
  const { from, to } = allTemporary
  const temporary = await db.messages.where('conversationId').between(from, to).toArray()
  return [...kept, ...temporary.filter(({ status }) => status === 'streaming')]
}
