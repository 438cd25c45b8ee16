import { useState } from 'react'
import type { Attachment } from '../../lib/chat/attachment'
import { useChatSession } from '../hooks/use-chat'
import { attachmentName } from './attachment-words'
import { AttachmentIcon } from './AttachmentIcon'
import { PreviewDialog } from './PreviewDialog'
import styles from './ContextBar.module.css'

const mostShown = 3

/** What was attached before and is sent again with every question of this conversation. */
export function GoesAlong({ attachments }: { attachments: readonly Attachment[] }) {
  const { chat } = useChatSession()
  const [all, setAll] = useState(false)
  const [open, setOpen] = useState<Attachment>()
  const shown = all ? attachments : attachments.slice(0, mostShown)
  return (
    <section className={styles.along} aria-label="Sent along with the next question" data-testid="goes-along">
      <span className={styles.caption} aria-hidden>
        Goes along:
      </span>
      {shown.map((attachment) => (
        <button
          key={attachment.id}
          type="button"
          className={styles.one}
          title={`Show what is sent: ${attachmentName(attachment)}`}
          onClick={() => setOpen(attachment)}
        >
          <AttachmentIcon attachment={attachment} />
          <span className={styles.name} dir="auto">
            {attachmentName(attachment)}
          </span>
        </button>
      ))}
      {shown.length < attachments.length && (
        <button type="button" className={styles.one} onClick={() => setAll(true)}>
          {attachments.length - shown.length} more
        </button>
      )}
      {open && (
        <PreviewDialog
          attachment={open}
          // The trimmed snapshot goes out with the next question, in place of the whole one.
          onTrimmed={(trimmed) => chat.replace(open.id, trimmed.id)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  )
}
