import type { Attachment } from '../../lib/chat/attachment'
import { getAttachments } from '../../lib/db/attachments'
import { useWantedQuery } from './use-wanted-query'

const none: readonly Attachment[] = []

/** Stored snapshots, in the order of their ids; undefined until they are read for the first time. */
export function useAttachments(ids: readonly string[]): readonly Attachment[] | undefined {
  const found = useWantedQuery(ids.length === 0 ? null : () => getAttachments(ids), [ids.join()])
  return ids.length === 0 ? none : found
}
