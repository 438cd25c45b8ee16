import { useCallback, type KeyboardEvent } from 'react'
import { longestQuestion, tooLong } from '../../lib/panel/chat-state'
import { AttachmentChips } from '../context/AttachmentChips'
import { useChatSession } from '../hooks/use-chat'
import { useSettings } from '../hooks/use-settings'
import { enterDoes } from './composer/send-key'
import { isComposing } from '../ui/is-composing'
import { refuseLongPaste } from './refuse-long-paste'

type QuestionFieldProps = {
  label: string
  testId: string
  className: string | undefined
  text: string
  onText: (text: string) => void
  attachmentIds: string[]
  onAttachmentIds: (attachmentIds: string[]) => void
  /** The reader's send key, or Ctrl+Enter. */
  onDone: () => void
  /** Escape. */
  onCancel: () => void
}

/** A question that was asked or waits, to be changed where it stands: its chips, and its words with the cursor behind them. */
export function QuestionField({
  label,
  testId,
  className,
  text,
  onText,
  attachmentIds,
  onAttachmentIds,
  onDone,
  onCancel,
}: QuestionFieldProps) {
  const { chat } = useChatSession()
  const { sendKey } = useSettings()
  const focus = useCallback((input: HTMLTextAreaElement | null) => {
    input?.focus()
    input?.setSelectionRange(input.value.length, input.value.length)
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      onCancel()
    }
    // Ctrl+Enter ends the editing whatever sends a question.
    if (enterDoes(event, sendKey) !== 'send' && enterDoes(event, 'ctrl-enter') !== 'send') return
    event.preventDefault()
    onDone()
  }
  return (
    <>
      <AttachmentChips
        attachmentIds={attachmentIds}
        onRemove={(attachmentId) => onAttachmentIds(attachmentIds.filter((one) => one !== attachmentId))}
      />
      <textarea
        ref={focus}
        className={className}
        rows={1}
        autoComplete="off"
        dir="auto"
        value={text}
        aria-label={label}
        data-testid={testId}
        maxLength={longestQuestion}
        onPaste={(event) => refuseLongPaste(event, () => chat.report(tooLong()))}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </>
  )
}
