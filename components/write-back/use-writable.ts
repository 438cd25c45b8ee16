import { useEffect, useState } from 'react'
import { isWritable, type WritableAttachment } from '../../lib/chat/attachment'
import type { Message } from '../../lib/chat/message'
import { loadAttachments } from '../quotes/loaded-attachments'

/**
 * The newest selection of a thread that was taken from a field, so that an answer can be put there; undefined where
 * there is none.
 * @param thread from the conversation's start to the question.
 */
export function useWritable(thread: readonly Message[]): WritableAttachment | undefined {
  const ids = thread.flatMap(({ attachmentIds }) => attachmentIds).join(' ')
  const [found, setFound] = useState<WritableAttachment>()
  useEffect(() => {
    let isWanted = true
    const look = async () => {
      const attachments = ids === '' ? [] : await loadAttachments(ids.split(' '))
      if (isWanted) setFound(attachments.findLast(isWritable))
    }
    // Without it there is an entry less in a menu: the failure of the database is told by whoever draws the thread.
    look().catch(() => undefined)
    return () => {
      isWanted = false
    }
  }, [ids])
  return found
}
