import type { Attachment } from '../chat/attachment'
import { db } from './db'
import { stored } from './storage-error'

export function addAttachment(attachment: Attachment): Promise<unknown> {
  return stored(() => db.attachments.add(attachment))
}

/** In the order of the ids; ids without a row are left out. */
export async function getAttachments(attachmentIds: readonly string[]): Promise<Attachment[]> {
  const rows = await db.attachments.bulkGet([...attachmentIds])
  return rows.filter((row) => row !== undefined)
}

/** Removes snapshots taken before `before` that no message, no draft and no queued question refers to. */
export function pruneAttachments(before: number): Promise<void> {
  return stored(() =>
    db.transaction('rw', [db.attachments, db.messages, db.drafts, db.queue], async () => {
      const used = new Set<string>()
      const keep = (row: { attachmentIds?: string[] }) => {
        // One damaged record must not stop the tidying up.
        if (Array.isArray(row.attachmentIds)) row.attachmentIds.forEach((id) => used.add(id))
      }
      await db.messages.each(keep)
      await db.drafts.each(keep)
      await db.queue.each(keep)
      await db.attachments.filter(({ id, capturedAt }) => capturedAt < before && !used.has(id)).delete()
    }),
  )
}
