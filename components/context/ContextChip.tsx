import { X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Attachment } from '../../lib/chat/attachment'
import { attachmentName, leftOutWords, sizeWords } from './attachment-words'
import { AttachmentIcon } from './AttachmentIcon'
import { PreviewDialog } from './PreviewDialog'
import styles from './ContextChip.module.css'

type ContextChipProps = {
  attachment: Attachment
  /** Present while it can still be taken off. */
  onRemove?: () => void
  /** Present where what goes out of it can still be chosen; takes the snapshot that stands in its place then. */
  onTrimmed?: (trimmed: Attachment) => void
  /** Reads the same page again, where that can be. */
  onRefresh?: () => void
  /** The page says something else by now. */
  changed?: boolean
}

/** A pinned snapshot: a click shows exactly what is sent of it. */
export function ContextChip({ attachment, onRemove, onTrimmed, onRefresh, changed = false }: ContextChipProps) {
  const [open, setOpen] = useState(false)
  const name = attachmentName(attachment)
  const size = useMemo(() => sizeWords(attachment), [attachment])
  const leftOut = leftOutWords(attachment)
  return (
    <div
      className={styles.chip}
      data-testid="context-chip"
      data-kind={attachment.kind}
      data-drift={changed ? 'changed' : undefined}
    >
      <button type="button" className={styles.open} title={`Show what is sent: ${name}`} onClick={() => setOpen(true)}>
        <AttachmentIcon attachment={attachment} />
        <span className={styles.words}>
          <span className={styles.line}>
            <span className={styles.label} dir="auto">
              {name}
            </span>
            <span className={styles.size}>{size}</span>
          </span>
          {leftOut !== '' && <span className={styles.note}>{leftOut}</span>}
          {changed && <span className={styles.note}>The page has changed since</span>}
        </span>
      </button>
      {onRemove && (
        <button
          type="button"
          className={styles.remove}
          aria-label={`Remove ${name.slice(0, 60)}`}
          title="Remove"
          onClick={onRemove}
        >
          <X size={13} aria-hidden />
        </button>
      )}
      {open && (
        <PreviewDialog
          attachment={attachment}
          {...(onTrimmed && { onTrimmed })}
          {...(onRefresh && {
            onRefresh: () => {
              setOpen(false)
              onRefresh()
            },
          })}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  )
}
