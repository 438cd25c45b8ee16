import { ArrowUp, ListPlus, Square } from 'lucide-react'
import { useRef } from 'react'
import { holdsAttachment } from '../../lib/chat/attachment'
import { ComparedChips } from '../compare/ComparedChips'
import { AttachMenu } from '../context/AttachMenu'
import { DraftChips } from '../context/DraftChips'
import { DropZone } from '../context/sources/DropZone'
import { PastedNote } from '../context/sources/PastedNote'
import { ReadingStatus } from '../context/sources/ReadingStatus'
import { DictationButton } from '../dictation/DictationButton'
import { DictationConsent } from '../dictation/DictationConsent'
import { DictationStatus } from '../dictation/DictationStatus'
import { useDictation } from '../dictation/use-dictation'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { useSettings } from '../hooks/use-settings'
import { IconButton } from '../ui/Button'
import { Estimate } from './composer/Estimate'
import { sendKeyName } from './composer/send-key'
import { ComposerInput, type ComposerHandle } from './ComposerInput'
import { PresetPicker } from './PresetPicker'
import styles from './Composer.module.css'

export function Composer() {
  const { chat } = useChatSession()
  const isWritten = useChatState((state) => state.text.trim() !== '')
  const isAttached = useChatState((state) => holdsAttachment(state.attachmentIds))
  const isRunning = useChatState((state) => state.runningIds.length > 0)
  const sending = useChatState((state) => state.sent !== null)
  const input = useRef<ComposerHandle>(null)
  const dictation = useDictation((words) => input.current?.type(words))
  const sendable = isWritten || isAttached
  const { sendKey } = useSettings()
  // What everybody expects needs no words.
  const hint = sendKey === 'enter' ? '' : ` (${sendKeyName(sendKey)} sends)`

  return (
    <div className={styles.composer}>
      <DropZone />
      <DraftChips />
      <PastedNote />
      <ReadingStatus />
      <ComposerInput ref={input} placeholder={placeholder(isAttached, isRunning) + hint} />
      <ComparedChips />
      <DictationStatus dictation={dictation} />
      <DictationConsent dictation={dictation} />
      <div className={styles.tools}>
        <AttachMenu onPickTabs={() => input.current?.pickTabs()} />
        <PresetPicker />
        <span className={styles.end}>
          <Estimate />
          <DictationButton dictation={dictation} />
          {!isRunning ? (
            <IconButton
              label={sendKey === 'enter' ? 'Send' : `Send (${sendKeyName(sendKey)})`}
              look="primary"
              className={styles.send ?? ''}
              data-testid="composer-send"
              disabled={!sendable || sending}
              onClick={() => void chat.submit()}
            >
              <ArrowUp size={18} aria-hidden />
            </IconButton>
          ) : (
            <>
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
                onClick={() => void chat.stopAll()}
              >
                <Square size={13} fill="currentColor" aria-hidden />
              </IconButton>
            </>
          )}
        </span>
      </div>
    </div>
  )
}

function placeholder(attached: boolean, running: boolean): string {
  if (running) return 'Ask the next question…'
  return attached ? 'Ask about it…' : 'Ask a question…'
}
