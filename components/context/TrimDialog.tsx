import type { Attachment } from '../../lib/chat/attachment'
import { PreviewDialog } from './PreviewDialog'

type TrimDialogProps = {
  attachment: Attachment
  /** Takes the snapshot with what the reader chose to send. */
  onTrimmed: (trimmed: Attachment) => void
  onClose: () => void
  /** What happens with the choice, as a button says it. */
  action?: string
}

/** Chooses which parts of an attachment are sent. */
export function TrimDialog({ attachment, onTrimmed, onClose, action = 'Send only this' }: TrimDialogProps) {
  return <PreviewDialog attachment={attachment} onTrimmed={onTrimmed} onClose={onClose} trimming={{ action }} />
}
