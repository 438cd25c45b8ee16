import type { Attachment } from '../../lib/chat/attachment'
import { getAttachments } from '../../lib/db/attachments'

/** Whole books may be among them. */
const mostKept = 24

/** The latest in use come last. A snapshot never changes, so that every answer can look at the same one. */
const kept = new Map<string, Attachment>()

/** In the order of the ids, each time the same objects; ids without a row are left out. */
export async function loadAttachments(ids: readonly string[]): Promise<Attachment[]> {
  const missing = ids.filter((id) => !kept.has(id))
  if (missing.length > 0) for (const one of await getAttachments(missing)) kept.set(one.id, one)
  const loaded = ids.flatMap((id) => kept.get(id) ?? [])
  for (const one of loaded) {
    kept.delete(one.id)
    kept.set(one.id, one)
  }
  for (const id of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(id)
  return loaded
}
