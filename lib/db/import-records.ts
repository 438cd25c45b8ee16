import type { Attachment } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'
import type { Conversation, Folder } from '../chat/conversation'
import type { Message } from '../chat/message'
import { db } from './db'
import { storageError } from './storage-error'

/**
 * The one place where a page writes to the database: a file of a hundred megabytes fits into no call, and a worker can
 * die between two. The notes for the second copy are made in the same transaction as ever, and the worker copies.
 */

type Records = { conversations: Conversation[]; messages: Message[]; attachments: Attachment[]; folders?: Folder[] }

/** What was added, and as much of it as tells whether anybody went on with it. */
export type ImportedRecords = {
  conversations: { id: string; messages: number; characters: number }[]
  attachmentIds: string[]
  folderIds: string[]
}

/** Records written at a time: few enough that an end is heard soon. */
const sliceSize = 200

/**
 * Adds records in one transaction: all of them, or none.
 * @throws {ChatError} when they cannot be stored; the reason of the signal when it is aborted before the end.
 */
export async function addRecords(
  { conversations, messages, attachments, folders = [] }: Records,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (progress: { done: number; total: number }) => void },
): Promise<ImportedRecords> {
  const total = conversations.length + messages.length + attachments.length
  let done = 0
  const step = (records: number) => {
    signal?.throwIfAborted()
    done += records
    onProgress?.({ done, total })
  }
  try {
    await db.transaction('rw', [db.conversations, db.messages, db.attachments, db.folders], async () => {
      await db.folders.bulkAdd(folders)
      for (const slice of slices(attachments)) {
        await db.attachments.bulkAdd(slice)
        step(slice.length)
      }
      for (const slice of slices(messages)) {
        await db.messages.bulkAdd(slice)
        step(slice.length)
      }
      for (const slice of slices(conversations)) {
        await db.conversations.bulkAdd(slice)
        step(slice.length)
      }
    })
  } catch (cause) {
    signal?.throwIfAborted()
    throw failure(cause)
  }
  const messagesOf = Map.groupBy(messages, ({ conversationId }) => conversationId)
  return {
    conversations: conversations.map(({ id }) => ({ id, ...measure(messagesOf.get(id) ?? []) })),
    attachmentIds: attachments.map(({ id }) => id),
    folderIds: folders.map(({ id }) => id),
  }
}

function failure(cause: unknown): ChatError {
  const error = storageError(cause)
  if (error.kind === 'storage-full') {
    const sentence = 'There is no room on the disk for this import. Nothing of it was kept: make room, then try again.'
    return new ChatError('storage-full', sentence, { cause })
  }
  const sentence = 'The import could not be stored, so nothing of it was kept. Choose the file again.'
  return new ChatError('internal', sentence, { cause })
}

/** Which of these ids are taken, and by what. */
export type StoredAmong = {
  conversationIds: ReadonlySet<string>
  /** Conversations that were deleted and can still be called back. */
  deletedIds: ReadonlySet<string>
  messageIds: ReadonlySet<string>
  /** The hash of each snapshot, by id. */
  attachmentHashes: ReadonlyMap<string, string>
}

export async function storedAmong(ids: {
  conversationIds: string[]
  messageIds: string[]
  attachmentIds: string[]
}): Promise<StoredAmong> {
  const conversations = (await db.conversations.bulkGet(ids.conversationIds)).filter((row) => row !== undefined)
  const messageIds = new Set<string>()
  for (const slice of slices(ids.messageIds)) {
    for (const id of await db.messages.where('id').anyOf(slice).primaryKeys()) messageIds.add(id)
  }
  const attachmentHashes = new Map<string, string>()
  for (const slice of slices(ids.attachmentIds)) {
    for (const row of await db.attachments.bulkGet(slice)) if (row) attachmentHashes.set(row.id, row.hash)
  }
  const deleted = conversations.filter(({ deletedAt }) => deletedAt !== undefined)
  const here = conversations.filter(({ deletedAt }) => deletedAt === undefined)
  return {
    conversationIds: new Set(here.map(({ id }) => id)),
    deletedIds: new Set(deleted.map(({ id }) => id)),
    messageIds,
    attachmentHashes,
  }
}

/**
 * Removes what was added, in one transaction. A conversation that somebody went on
 * with, or began to write in, stays with all it has.
 */
export async function removeRecords({
  conversations,
  attachmentIds,
  folderIds,
}: ImportedRecords): Promise<{ kept: number }> {
  const tables = [db.conversations, db.messages, db.attachments, db.drafts, db.queue, db.folders]
  try {
    return await db.transaction('rw', tables, async () => {
      let kept = 0
      const used = new Set<string>()
      for (const imported of conversations) {
        const messages = await db.messages.where('conversationId').equals(imported.id).toArray()
        const waiting = await db.queue.where('conversationId').equals(imported.id).toArray()
        const draft = await db.drafts.get(imported.id)
        const now = measure(messages)
        const same = now.messages === imported.messages && now.characters === imported.characters
        if (same && waiting.length === 0 && !draft) {
          await db.messages.bulkDelete(messages.map(({ id }) => id))
          await db.conversations.delete(imported.id)
        } else if (messages.length > 0) {
          kept += 1
          for (const row of [...messages, ...waiting, ...(draft ? [draft] : [])]) {
            for (const id of row.attachmentIds) used.add(id)
          }
        }
      }
      // Other conversations may share them: a branch that was copied out of one, an import that came later.
      await db.messages.each(({ attachmentIds: shared }) => {
        if (Array.isArray(shared)) for (const id of shared) used.add(id)
      })
      await db.attachments.bulkDelete(attachmentIds.filter((id) => !used.has(id)))
      const filled = new Set((await db.conversations.toArray()).map(({ folderId }) => folderId))
      await db.folders.bulkDelete(folderIds.filter((id) => !filled.has(id)))
      return { kept }
    })
  } catch (cause) {
    throw new ChatError('internal', 'The import could not be taken back. Nothing was changed: try again.', { cause })
  }
}

function measure(messages: readonly Message[]): { messages: number; characters: number } {
  const characters = messages.reduce((sum, { parts }) => sum + parts.reduce((all, { text }) => all + text.length, 0), 0)
  return { messages: messages.length, characters }
}

function* slices<One>(all: readonly One[]): Generator<One[]> {
  for (let from = 0; from < all.length; from += sliceSize) yield all.slice(from, from + sliceSize)
}
