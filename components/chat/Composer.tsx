import { ArrowUp, ListPlus, Square } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { AttachmentKind } from '../../lib/chat/attachment'
import { longestQuestion } from '../../lib/panel/chat-state'
import { AttachmentChips } from '../context/AttachmentChips'
import { AttachMenu } from '../context/AttachMenu'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { IconButton } from '../ui/Button'
import { refuseLongPaste } from './refuse-long-paste'
import { PresetPicker } from './PresetPicker'
import styles from './Composer.module.css'

export function Composer() {
  const { chat } = useChatSession()
  const text = useChatState((state) => state.text)
  const attachmentIds = useChatState((state) => state.attachmentIds)
  const reading = useChatState((state) => state.reading)
  const runningId = useChatState((state) => state.runningId)
  const sending = useChatState((state) => state.sent !== null)
  const input = useComposerFocus()
  const sendable = text.trim() !== '' || attachmentIds.length > 0

  const onKeyDown = (event: KeyboardEvent) => {
    // An input method uses Enter to choose a word; 229 is what Safari and old engines report meanwhile.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return
    event.preventDefault()
    void chat.submit()
  }

  return (
    <div className={styles.composer}>
      <AttachmentChips attachmentIds={attachmentIds} onRemove={(id) => chat.detach(id)} />
      {reading && (
        <p className={styles.reading} role="status">
          {readingWords[reading]}
        </p>
      )}
      <textarea
        ref={input}
        className={styles.input}
        rows={1}
        dir="auto"
        value={text}
        placeholder={placeholder(attachmentIds.length > 0, runningId !== null)}
        aria-label="Your question"
        data-testid="composer-input"
        maxLength={longestQuestion}
        onPaste={(event) => refuseLongPaste(event, () => chat.refuseLength())}
        onChange={(event) => chat.setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.tools}>
        <AttachMenu />
        <PresetPicker />
        {runningId === null ? (
          <IconButton
            label="Send"
            look="primary"
            className={styles.send ?? ''}
            data-testid="composer-send"
            disabled={!sendable || sending}
            onClick={() => void chat.submit()}
          >
            <ArrowUp size={18} aria-hidden />
          </IconButton>
        ) : (
          <span className={styles.running}>
            {sendable && (
              <IconButton label="Ask next" data-testid="composer-queue" onClick={() => void chat.submit()}>
                <ListPlus size={18} aria-hidden />
              </IconButton>
            )}
            <IconButton
              label="Stop"
              look="primary"
              className={styles.send ?? ''}
              data-testid="composer-stop"
              onClick={() => void chat.stop(runningId)}
            >
              <Square size={13} fill="currentColor" aria-hidden />
            </IconButton>
          </span>
        )}
      </div>
    </div>
  )
}

const readingWords: Record<AttachmentKind, string> = {
  selection: 'Reading the selection…',
  page: 'Reading the page…',
  element: 'Pick a part of the page. Escape leaves.',
  pdf: 'Reading the PDF…',
  transcript: 'Reading the transcript…',
  file: 'Reading the file…',
  image: 'Taking the picture…',
}

function placeholder(attached: boolean, running: boolean): string {
  if (running) return 'Ask the next question…'
  return attached ? 'Ask about it…' : 'Ask a question…'
}

function useComposerFocus() {
  const input = useRef<HTMLTextAreaElement>(null)
  const requests = useChatState((state) => state.focusRequests)
  useEffect(() => {
    if (requests > 0) input.current?.focus()
  }, [requests])
  return input
}
