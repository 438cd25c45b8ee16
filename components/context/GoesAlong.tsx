import { Undo2, X } from 'lucide-react'
import { useState } from 'react'
import type { Attachment } from '../../lib/chat/attachment'
import { identityOf } from '../../lib/prompts/attachment-text'
import { useChatSession } from '../hooks/use-chat'
import { attachmentName } from './attachment-words'
import { AttachmentIcon } from './AttachmentIcon'
import type { Earlier } from './earlier'
import { PreviewDialog } from './PreviewDialog'
import { useLeavingOut } from './use-leaving-out'
import styles from './ContextBar.module.css'

const mostShown = 3

/** What was attached before and is sent again with every question of this conversation, unless it is left out. */
export function GoesAlong({ earlier }: { earlier: readonly Earlier[] }) {
  const { chat } = useChatSession()
  const toggle = useLeavingOut()
  const [all, setAll] = useState(false)
  const [open, setOpen] = useState<Attachment>()
  const shown = all ? earlier : earlier.slice(0, mostShown)
  return (
    <section className={styles.along} aria-label="Sent along with the next question" data-testid="goes-along">
      <span className={styles.caption} aria-hidden>
        Goes along:
      </span>
      {shown.map((one) => (
        <One key={identityOf(one.attachment)} earlier={one} onOpen={setOpen} onToggle={toggle} />
      ))}
      {shown.length < earlier.length && (
        <button type="button" className={styles.one} onClick={() => setAll(true)}>
          {earlier.length - shown.length} more
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

type OneProps = {
  earlier: Earlier
  onOpen: (attachment: Attachment) => void
  onToggle: (earlier: Earlier) => void
}

function One({ earlier, onOpen, onToggle }: OneProps) {
  const { attachment, leftOut } = earlier
  const name = attachmentName(attachment)
  const toggle = leftOut ? 'Send it along again' : 'Leave it out'
  return (
    <span className={styles.pair} data-testid="goes-along-one" data-left-out={leftOut !== undefined}>
      <button
        type="button"
        className={styles.one}
        title={leftOut ? `Left out: ${name}` : `Show what is sent: ${name}`}
        onClick={() => onOpen(attachment)}
      >
        <AttachmentIcon attachment={attachment} />
        <span className={styles.name} dir="auto">
          {name}
        </span>
        {leftOut && <span className={styles.state}>left out</span>}
      </button>
      {/* One button that changes its words: the focus stays where it is. */}
      <button
        type="button"
        className={styles.toggle}
        aria-label={`${toggle}: ${name.slice(0, 60)}`}
        title={toggle}
        onClick={() => onToggle(earlier)}
      >
        {leftOut ? <Undo2 size={13} aria-hidden /> : <X size={13} aria-hidden />}
      </button>
    </span>
  )
}
