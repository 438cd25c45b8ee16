import { ChatError } from '../chat/chat-error'
import { keptId } from '../chat/temporary'
import { db } from './db'
import { stored } from './storage-error'
import { allTemporary } from './temporary'
import { forgetTemporaryViews } from './temporary-views'

function concerned() {
  const { conversations, messages, attachments, drafts, queue, receipts, recordings, sectionResults, runs } = db
  return [conversations, messages, attachments, drafts, queue, receipts, recordings, sectionResults, runs]
}

/**
 * Makes a temporary chat a stored one, whole or not at all. Windows that show it, open or closed, show that from now on.
 * @param now milliseconds since the epoch.
 * @returns its id from now on. It follows from the old one, so that every window finds it.
 * @throws {ChatError} `bad-request` while an answer is being written there, or when it is gone.
 */
export async function keepTemporary(conversationId: string, now: number): Promise<string> {
  const keptAs = keptId(conversationId)
  await stored(() =>
    db.transaction('rw', concerned(), async () => {
      const rows = await rowsOf(conversationId)
      const { conversation, messages } = rows
      // Another window may have been quicker by a moment.
      if (!conversation && (await db.conversations.get(keptAs))) return
      if (!conversation) throw new ChatError('bad-request', 'There is nothing to keep in this chat yet.')
      if (messages.some(({ status }) => status === 'streaming')) {
        throw new ChatError(
          'bad-request',
          'An answer is still being written: wait for it or stop it, then keep the chat.',
        )
      }
      const named = [...messages, ...rows.attachments, ...rows.queue].map(({ id }) => id)
      const sent = rows.receipts.flatMap(({ attachmentIds }) => attachmentIds)
      const ids = new Map([...named, ...sent].map((id) => [id, keptId(id)])).set(conversationId, keptAs)
      /** The same rows under the ids that they have from now on. */
      const kept = <Row>(all: readonly Row[]): Row[] =>
        JSON.parse(JSON.stringify(all), (_, value: unknown) =>
          typeof value === 'string' ? (ids.get(value) ?? value) : value,
        )
      const runs = (await db.runs.bulkGet(messages.map(({ id }) => id))).filter((run) => run !== undefined)
      await remove(conversationId, rows)
      await db.conversations.add(...(kept([conversation]) as [typeof conversation]))
      await db.messages.bulkAdd(kept(messages))
      // Another chat that goes on from this one may have been kept before, with the same snapshots.
      await db.attachments.bulkPut(kept(rows.attachments))
      await db.drafts.bulkAdd(kept(rows.drafts))
      await db.queue.bulkAdd(kept(rows.queue))
      await db.receipts.bulkAdd(kept(rows.receipts))
      await db.recordings.bulkAdd(kept(rows.recordings))
      await db.sectionResults.bulkPut(kept(rows.sectionResults))
      await db.runs.bulkDelete(runs.map(({ messageId }) => messageId))
      await db.runs.bulkAdd(kept(runs))
    }),
  )
  const windowIds = await forgetTemporaryViews(conversationId)
  await stored(() =>
    db.views.bulkPut(windowIds.map((windowId) => ({ windowId, conversationId: keptAs, updatedAt: now }))),
  )
  return keptAs
}

/** Forgets a temporary chat and all that only it had. */
export async function discardTemporary(conversationId: string): Promise<void> {
  await stored(() =>
    db.transaction('rw', concerned(), async () => remove(conversationId, await rowsOf(conversationId))),
  )
  await forgetTemporaryViews(conversationId)
}

type Rows = Awaited<ReturnType<typeof rowsOf>>

async function rowsOf(conversationId: string) {
  const messages = await db.messages.where('conversationId').equals(conversationId).toArray()
  const queue = await db.queue.where('conversationId').equals(conversationId).toArray()
  const draft = await db.drafts.get(conversationId)
  const drafts = draft ? [draft] : []
  const messageIds = messages.map(({ id }) => id)
  const receipts = present(await db.receipts.bulkGet(messageIds))
  const used = [...messages, ...queue, ...drafts, ...receipts].flatMap(({ attachmentIds }) => attachmentIds)
  return {
    conversation: await db.conversations.get(conversationId),
    messages,
    queue,
    drafts,
    receipts,
    recordings: present(await db.recordings.bulkGet(messageIds)),
    attachments: present(await db.attachments.bulkGet([...new Set(used)])),
    sectionResults: await db.sectionResults.where('conversationId').equals(conversationId).toArray(),
  }
}

function present<Row>(rows: readonly (Row | undefined)[]): Row[] {
  return rows.filter((row) => row !== undefined)
}

async function remove(conversationId: string, { messages, queue, sectionResults }: Rows): Promise<void> {
  const messageIds = messages.map(({ id }) => id)
  await db.receipts.bulkDelete(messageIds)
  await db.recordings.bulkDelete(messageIds)
  await db.messages.bulkDelete(messageIds)
  await db.queue.bulkDelete(queue.map(({ id }) => id))
  await db.sectionResults.bulkDelete(sectionResults.map(({ key }) => key))
  await db.drafts.delete(conversationId)
  await db.conversations.delete(conversationId)
  await removeUnused()
}

/** Removes snapshots that no temporary chat refers to, those too that were taken out of a draft. */
async function removeUnused(): Promise<void> {
  const { from, to } = allTemporary
  const used = new Set<string>()
  for (const table of [db.messages, db.queue, db.drafts]) {
    const rows: { attachmentIds: string[] }[] = await table.where('conversationId').between(from, to).toArray()
    for (const { attachmentIds } of rows) for (const id of attachmentIds) used.add(id)
  }
  for (const start of ['', 'without-']) {
    const ids = await db.attachments
      .where('id')
      .between(start + from, start + to)
      .primaryKeys()
    await db.attachments.bulkDelete(ids.filter((id) => !used.has(id)))
  }
}
