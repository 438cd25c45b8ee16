import type { Attachment } from '../../lib/chat/attachment'
import type { Message } from '../../lib/chat/message'
import { goingAlong } from '../../lib/prompts/attachment-text'
import { useAttachments } from '../hooks/use-attachments'
import { useChatState } from '../hooks/use-chat'
import { useDrifted, useDriftLooks } from '../hooks/use-drift'
import { DriftNotice } from './DriftNotice'
import { earlierOf } from './earlier'
import { GoesAlong } from './GoesAlong'
import { OtherPage } from './OtherPage'
import styles from './ContextBar.module.css'

const none: readonly Attachment[] = []

/** Over the composer: what goes along with the next question, and whether it is still what the pages say. */
export function ContextBar({ messages }: { messages: readonly Message[] }) {
  const draftIds = useChatState((state) => state.attachmentIds)
  const ids = [...messages.flatMap(({ attachmentIds }) => attachmentIds), ...draftIds]
  const stored = useAttachments(ids) ?? none
  const attached = goingAlong(stored)
  const drifted = useDrifted()
  useDriftLooks(attached)
  const changed = attached.filter(({ id }) => drifted[id])
  const earlier = earlierOf(stored, draftIds)
  if (stored.length === 0) return null
  return (
    <div className={styles.bar}>
      {changed.map((attachment) => {
        const fresh = drifted[attachment.id]
        return fresh && <DriftNotice key={attachment.id} attachment={attachment} fresh={fresh} />
      })}
      <OtherPage attached={attached} />
      {earlier.length > 0 && <GoesAlong earlier={earlier} />}
    </div>
  )
}
