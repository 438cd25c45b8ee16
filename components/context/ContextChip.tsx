import { FileText, TextQuote, X } from 'lucide-react'
import { useState } from 'react'
import type { Attachment } from '../../lib/chat/attachment'
import { attachmentText } from '../../lib/prompts/build-request'
import { PreviewDialog } from './PreviewDialog'
import styles from './ContextChip.module.css'

type ContextChipProps = { attachment: Attachment; onRemove?: () => void }

/** A pinned snapshot: a click shows exactly what is sent of it. */
export function ContextChip({ attachment, onRemove }: ContextChipProps) {
  const [open, setOpen] = useState(false)
  const Icon = attachment.kind === 'page' ? FileText : TextQuote
  const label = attachment.kind === 'page' ? attachment.title || attachment.url : attachment.text.replace(/\s+/g, ' ')
  return (
    <div className={styles.chip} data-testid="context-chip" data-kind={attachment.kind}>
      <button
        type="button"
        className={styles.open}
        title={
          attachment.kind === 'page' ? 'Show the text of this page that is sent' : 'Show the selection that is sent'
        }
        onClick={() => setOpen(true)}
      >
        <Icon size={14} aria-hidden />
        <span className={styles.label}>{label}</span>
        <span className={styles.size}>{estimate(attachmentText(attachment))}</span>
      </button>
      {onRemove && (
        <button type="button" className={styles.remove} aria-label="Remove" title="Remove" onClick={onRemove}>
          <X size={13} aria-hidden />
        </button>
      )}
      {open && <PreviewDialog attachment={attachment} onClose={() => setOpen(false)} />}
    </div>
  )
}

/** About four characters to a token in Latin scripts, about one in Chinese or Japanese: hence "about". */
function estimate(text: string): string {
  const dense = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0
  const tokens = Math.ceil((text.length - dense) / 4 + dense)
  return tokens < 1_000 ? `≈ ${tokens} tokens` : `≈ ${(tokens / 1_000).toFixed(1)}k tokens`
}
