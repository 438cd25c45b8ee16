import { useLiveQuery } from 'dexie-react-hooks'
import type { Attachment } from '../../lib/chat/attachment'
import type { Message } from '../../lib/chat/message'
import { getAttachments } from '../../lib/db/attachments'
import { withoutRepeated } from '../../lib/prompts/attachment-text'
import { useChatState } from '../hooks/use-chat'
import { useDrifted, useDriftLooks } from '../hooks/use-drift'
import { DriftNotice } from './DriftNotice'
import { GoesAlong } from './GoesAlong'
import { OtherPage } from './OtherPage'
import styles from './ContextBar.module.css'

const none: readonly Attachment[] = []

/** Over the composer: what goes along with the next question, and whether it is still what the pages say. */
export function ContextBar({ messages }: { messages: readonly Message[] }) {
  const draftIds = useChatState((state) => state.attachmentIds)
  const threadIds = messages.flatMap(({ attachmentIds }) => attachmentIds)
  const stored = useLiveQuery(
    () => getAttachments([...new Set([...threadIds, ...draftIds])]),
    [[...threadIds, ...draftIds].join()],
  )
  const attached = withoutRepeated(stored ?? none)
  const drifted = useDrifted()
  useDriftLooks(attached)
  const changed = attached.filter(({ id }) => drifted[id])
  const sent = attached.filter(({ id }) => !draftIds.includes(id))
  if (attached.length === 0) return null
  return (
    <div className={styles.bar}>
      {changed.map((attachment) => {
        const fresh = drifted[attachment.id]
        return fresh && <DriftNotice key={attachment.id} attachment={attachment} fresh={fresh} />
      })}
      <OtherPage attached={attached} />
      {sent.length > 0 && <GoesAlong attachments={sent} />}
    </div>
  )
}
