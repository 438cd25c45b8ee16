import { ArrowUp, ListPlus, Square } from 'lucide-react'
import { useRef } from 'react'
import { AttachMenu } from '../context/AttachMenu'
import { DraftChips } from '../context/DraftChips'
import { DropZone } from '../context/sources/DropZone'
import { PastedNote } from '../context/sources/PastedNote'
import { ReadingStatus } from '../context/sources/ReadingStatus'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { IconButton } from '../ui/Button'
import { ComposerInput, type ComposerHandle } from './ComposerInput'
import { PresetPicker } from './PresetPicker'
import styles from './Composer.module.css'

export function Composer() {
  const { chat } = useChatSession()
  const isWritten = useChatState((state) => state.text.trim() !== '')
  const isAttached = useChatState((state) => state.attachmentIds.length > 0)
  const runningId = useChatState((state) => state.runningId)
  const sending = useChatState((state) => state.sent !== null)
  const input = useRef<ComposerHandle>(null)
  const sendable = isWritten || isAttached

  return (
    <div className={styles.composer}>
      <DropZone />
      <DraftChips />
      <PastedNote />
      <ReadingStatus />
      <ComposerInput ref={input} placeholder={placeholder(isAttached, runningId !== null)} />
      <div className={styles.tools}>
        <AttachMenu onPickTabs={() => input.current?.pickTabs()} />
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

function placeholder(attached: boolean, running: boolean): string {
  if (running) return 'Ask the next question…'
  return attached ? 'Ask about it…' : 'Ask a question…'
}
