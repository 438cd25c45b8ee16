import { ChatError } from '../chat/chat-error'
import { branchTitle } from '../chat/conversation'
import { threadTo, type Message } from '../chat/message'
import { branchAt, endBelow, endWithout, withEnd } from '../chat/tree'
import { db } from './db'
import { getMessage, listMessages } from './messages'
import { stored } from './storage-error'

/**
 * Makes the path through a message the shown one, to the end at which the reader last left it.
 * @param options.here the path ends with the message itself: the next question begins a branch there.
 */
export function showMessage(messageId: string, { here = false }: { here?: boolean } = {}): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages], async () => {
      const message = await getMessage(messageId)
      if (message) await showEnd(message, here)
    }),
  )
}

async function showEnd({ id, conversationId }: Message, here: boolean): Promise<void> {
  const conversation = await db.conversations.get(conversationId)
  if (!conversation) return
  const ends = withEnd(conversation.ends, conversation.leafId)
  const leafId = here ? id : endBelow(await listMessages(conversationId), id, ends)
  await db.conversations.update(conversationId, { leafId, ends })
}

/**
 * Hides a message with everything below it; `restoreMessage` brings it back until it is purged. What is shown then is
 * the nearest other form of it, or what it followed.
 * @param at in milliseconds since the epoch.
 * @throws {ChatError} `bad-request` while some of it is being written, or a question waits for it.
 */
export function deleteMessage(messageId: string, at: number): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages, db.queue], async () => {
      const message = await getMessage(messageId)
      if (!message) return
      const { conversationId } = message
      const messages = await listMessages(conversationId)
      const gone = new Map(branchAt(messages, messageId).map((one) => [one.id, one]))
      await requireIdle(conversationId, gone)
      const conversation = await db.conversations.get(conversationId)
      const shown = gone.get(conversation?.leafId ?? '')?.id
      await db.messages
        .where('id')
        .anyOf([...gone.keys()])
        .modify((row) => {
          row.deleted = { at, with: messageId, ...(shown === undefined ? {} : { shown }) }
        })
      if (!conversation || shown === undefined) return
      const ends = withEnd(conversation.ends, conversation.leafId)
      await db.conversations.update(conversationId, { leafId: endWithout(messages, message, ends), ends })
    }),
  )
}

async function requireIdle(conversationId: string, gone: ReadonlyMap<string, Message>): Promise<void> {
  if ([...gone.values()].some(({ status }) => status === 'streaming')) {
    throw new ChatError('bad-request', 'This is still being written: stop it first, then delete it.')
  }
  const waiting = db.queue.where('conversationId').equals(conversationId)
  if ((await waiting.filter(({ waitsFor }) => waitsFor !== null && gone.has(waitsFor)).count()) > 0) {
    throw new ChatError('bad-request', 'A question waits for this answer: send or remove that question first.')
  }
}

/**
 * Takes a deletion back and shows what it hid, as it was left.
 * @throws {ChatError} `bad-request` when it is gone for good, or what it followed was deleted as well.
 */
export function restoreMessage(messageId: string): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages], async () => {
      const row = await db.messages.get(messageId)
      if (!row) throw new ChatError('bad-request', 'This was deleted for good and cannot be brought back.')
      if (row.deleted?.with !== messageId) return
      if (row.parentId !== null && !(await getMessage(row.parentId))) {
        throw new ChatError('bad-request', 'The message before it was deleted too: bring that back first.')
      }
      await db.messages
        .where('conversationId')
        .equals(row.conversationId)
        .filter(({ deleted }) => deleted?.with === messageId)
        .modify((one) => {
          delete one.deleted
        })
      const shown = await getMessage(row.deleted.shown ?? '')
      await showEnd(shown ?? row, shown !== undefined)
    }),
  )
}

/**
 * Copies the path to a message into a new conversation. Snapshots are shared, since they never change; what was sent
 * for each answer goes along.
 * @throws {ChatError} `bad-request` when the message is gone or is still being written.
 */
export function copyPath(
  messageId: string,
  { conversationId, createId, now }: { conversationId: string; createId: () => string; now: number },
): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.conversations, db.messages, db.receipts], async () => {
      const message = await getMessage(messageId)
      const source = message && (await db.conversations.get(message.conversationId))
      if (!source) throw new ChatError('bad-request', 'This message was deleted meanwhile.')
      const path = threadTo(await listMessages(source.id), messageId)
      if (path.some(({ status }) => status === 'streaming')) {
        throw new ChatError('bad-request', 'This is still being written: wait for it, or stop it first.')
      }
      const ids = new Map(path.map(({ id }) => [id, createId()]))
      const idOf = (id: string) => ids.get(id) ?? createId()
      // What an answer was compared with stays behind.
      const copies = path.map((one) => {
        const { comparison: _, ...copy } = one
        const parentId = one.parentId === null ? null : (ids.get(one.parentId) ?? null)
        return { ...copy, id: idOf(one.id), conversationId, parentId }
      })
      const receipts = (await db.receipts.bulkGet(path.map(({ id }) => id))).filter((receipt) => receipt !== undefined)
      await db.messages.bulkAdd(copies)
      await db.receipts.bulkAdd(receipts.map((receipt) => ({ ...receipt, messageId: idOf(receipt.messageId) })))
      await db.conversations.add({
        id: conversationId,
        title: branchTitle(source.title),
        createdAt: now,
        updatedAt: now,
        leafId: idOf(messageId),
        ...(source.folderId === undefined ? {} : { folderId: source.folderId }),
      })
    }),
  )
}
