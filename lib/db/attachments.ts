import type { Attachment, TextRange } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'
import { db } from './db'
import { stored } from './storage-error'

/** Trimmed since this process began: as old as what they were made of, and referred to only in a moment. */
const trimmedNow = new Set<string>()

export function addAttachment(attachment: Attachment): Promise<unknown> {
  return stored(() => db.attachments.add(attachment))
}

/**
 * Stores a copy of a snapshot under another id, in which these parts and no others are left out.
 * @throws {ChatError} `bad-request` when the snapshot is gone.
 */
export async function trimAttachment(attachmentId: string, cuts: TextRange[], id: string): Promise<Attachment> {
  const whole = await db.attachments.get(attachmentId)
  if (!whole) throw new ChatError('bad-request', 'What was to be trimmed is gone: attach it again.')
  const { cuts: _cuts, ...rest } = whole
  const trimmed = { ...rest, id, ...(cuts.length === 0 ? {} : { cuts }) }
  trimmedNow.add(id)
  await addAttachment(trimmed)
  return trimmed
}

/** In the order of the ids; ids without a row are left out. */
export async function getAttachments(attachmentIds: readonly string[]): Promise<Attachment[]> {
  if (attachmentIds.length === 0) return []
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
      await db.attachments
        .filter(({ id, capturedAt }) => capturedAt < before && !used.has(id) && !trimmedNow.has(id))
        .delete()
    }),
  )
}
