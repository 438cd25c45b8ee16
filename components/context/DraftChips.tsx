import { useEffect, useState } from 'react'
import type { Attachment } from '../../lib/chat/attachment'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { useDrifted } from '../hooks/use-drift'
import { useRefresh } from '../hooks/use-refresh'
import { Button } from '../ui/Button'
import { attachmentName } from './attachment-words'
import { AttachmentChips } from './AttachmentChips'
import styles from './ContextChip.module.css'

/** What goes out with the question that is being written. Taking something off can be undone until it is sent. */
export function DraftChips() {
  // What was taken off belongs to the conversation it was taken off in.
  const conversationId = useChatState((state) => state.conversationId)
  return <Chips key={conversationId} />
}

function Chips() {
  const { chat } = useChatSession()
  const attachmentIds = useChatState((state) => state.attachmentIds)
  const sending = useChatState((state) => state.sent !== null)
  const drifted = useDrifted()
  const refresh = useRefresh()
  const [removed, setRemoved] = useState<Attachment>()

  useEffect(() => {
    if (sending) setRemoved(undefined)
  }, [sending])

  const undo = () => {
    if (removed) chat.attach(removed.id)
    setRemoved(undefined)
    chat.focusComposer()
  }
  return (
    <>
      <div className={styles.draft}>
        <AttachmentChips
          attachmentIds={attachmentIds}
          drifted={drifted}
          onRemove={(attachmentId, attachment) => {
            chat.detach(attachmentId)
            setRemoved(attachment)
            chat.focusComposer()
          }}
          onTrimmed={(attachmentId, trimmed) => chat.replace(attachmentId, trimmed.id)}
          onRefresh={refresh}
        />
      </div>
      {removed && !attachmentIds.includes(removed.id) && (
        <p className={styles.undo} role="status" data-testid="chip-undo">
          <span className={styles.label}>Removed “{attachmentName(removed)}”.</span>
          <Button look="quiet" onClick={undo}>
            Undo
          </Button>
        </p>
      )}
    </>
  )
}
