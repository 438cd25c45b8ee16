import { useLiveQuery } from 'dexie-react-hooks'
import { getAttachments } from '../../lib/db/attachments'
import { ContextChip } from './ContextChip'
import styles from './ContextChip.module.css'

type AttachmentChipsProps = {
  attachmentIds: string[]
  /** Present while they can still be taken off. */
  onRemove?: (attachmentId: string) => void
}

export function AttachmentChips({ attachmentIds, onRemove }: AttachmentChipsProps) {
  const attachments = useLiveQuery(() => getAttachments(attachmentIds), [attachmentIds.join()])
  if (!attachments || attachments.length === 0) return null
  return (
    <ul className={styles.chips} aria-label="Attached">
      {attachments.map((attachment) => (
        <li key={attachment.id}>
          <ContextChip attachment={attachment} {...(onRemove ? { onRemove: () => onRemove(attachment.id) } : {})} />
        </li>
      ))}
    </ul>
  )
}
