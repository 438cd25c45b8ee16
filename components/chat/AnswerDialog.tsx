import type { Message } from '../../lib/chat/message'
import { CompareDialog } from '../compare/CompareDialog'
import { DetailsDialog } from './DetailsDialog'
import { ReceiptDialog } from './ReceiptDialog'
import { PresetDialog } from './thread/PresetDialog'

/** What can be opened of an answer. */
export type AnswerDialogName = 'receipt' | 'details' | 'presets' | 'compare'

type AnswerDialogProps = {
  name: AnswerDialogName
  message: Message
  onReceipt: () => void
  onRetry: (presetId?: string) => void
  onClose: () => void
}

export function AnswerDialog({ name, message, onReceipt, onRetry, onClose }: AnswerDialogProps) {
  switch (name) {
    case 'receipt':
      return <ReceiptDialog message={message} onClose={onClose} />
    case 'details':
      return <DetailsDialog message={message} onReceipt={onReceipt} onClose={onClose} />
    case 'compare':
      return <CompareDialog message={message} onClose={onClose} />
    case 'presets':
      return <PresetDialog presetId={message.presetId} onChoose={onRetry} onClose={onClose} />
  }
}
