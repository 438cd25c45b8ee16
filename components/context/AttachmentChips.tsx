import type { Attachment } from '../../lib/chat/attachment'
import type { Drifted } from '../../lib/panel/drift-watch'
import { useAttachments } from '../hooks/use-attachments'
import { isRefreshable } from '../hooks/use-refresh'
import { ContextChip } from './ContextChip'
import styles from './ContextChip.module.css'

type AttachmentChipsProps = {
  attachmentIds: string[]
  /** Present while they can still be taken off. */
  onRemove?: (attachmentId: string, attachment: Attachment) => void
  /** Present while the reader can still choose what goes out of them. */
  onTrimmed?: (attachmentId: string, trimmed: Attachment) => void
  /** Reads the page of one again. */
  onRefresh?: (attachment: Attachment) => void
  drifted?: Drifted
}

export function AttachmentChips({ attachmentIds, onRemove, onTrimmed, onRefresh, drifted }: AttachmentChipsProps) {
  const attachments = useAttachments(attachmentIds) ?? []
  const chips = attachments.filter(({ leftOut }) => !leftOut)
  // In a draft it is said over the composer, where it can be brought back.
  const leftOut = onRemove ? [] : attachments.filter((attachment) => attachment.leftOut)
  return (
    <>
      {chips.length > 0 && (
        <ul className={styles.chips} aria-label="Attached">
          {chips.map((attachment) => (
            <li key={attachment.id}>
              <ContextChip
                attachment={attachment}
                changed={drifted?.[attachment.id] !== undefined}
                {...(onRemove && { onRemove: () => onRemove(attachment.id, attachment) })}
                {...(onTrimmed && { onTrimmed: (trimmed: Attachment) => onTrimmed(attachment.id, trimmed) })}
                {...(onRefresh && isRefreshable(attachment) && { onRefresh: () => onRefresh(attachment) })}
              />
            </li>
          ))}
        </ul>
      )}
      {leftOut.map(({ id, title }) => (
        <p key={id} className={styles.leftOut} data-testid="left-out">
          Left out from here on: <cite dir="auto">{title}</cite>
        </p>
      ))}
    </>
  )
}
