import { useCallback, useState, type KeyboardEvent } from 'react'
import { textOf, type Message } from '../../../lib/chat/message'
import { longestQuestion } from '../../../lib/panel/chat-state'
import { AttachmentChips } from '../../context/AttachmentChips'
import { useChatSession, useChatState } from '../../hooks/use-chat'
import { useSettings } from '../../hooks/use-settings'
import { Button } from '../../ui/Button'
import { refuseLongPaste } from '../refuse-long-paste'
import styles from './QuestionEditor.module.css'

type QuestionEditorProps = { question: Message; onClose: () => void }

/**
 * Asks a question once more in other words, where it stands. The first form stays beside it. Once the new form is
 * shown this one is not, and its editor with it; when that fails, what was written is still here.
 */
export function QuestionEditor({ question, onClose }: QuestionEditorProps) {
  const { chat } = useChatSession()
  const { sendKey } = useSettings()
  const busy = useChatState(() => chat.busy)
  const [text, setText] = useState(textOf(question))
  const [attachmentIds, setAttachmentIds] = useState(question.attachmentIds)
  const [sending, setSending] = useState(false)
  const empty = text.trim() === '' && attachmentIds.length === 0
  const unchanged = text.trim() === textOf(question) && attachmentIds.length === question.attachmentIds.length

  const send = async () => {
    if (empty || busy || sending) return
    setSending(true)
    // The same words are no other form: they get another answer.
    await (unchanged ? chat.retry(question.id) : chat.askAnew(question.id, attachmentIds, text.trim()))
    if (unchanged && chat.store.getState().problem === null) onClose()
    setSending(false)
    chat.focusComposer()
  }
  const cancel = () => {
    onClose()
    chat.focusComposer()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // An input method uses Enter to choose a word; 229 is what Safari and old engines report meanwhile.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      cancel()
    }
    if (event.key !== 'Enter' || event.shiftKey) return
    if (event.ctrlKey || event.metaKey || sendKey === 'enter') {
      event.preventDefault()
      void send()
    }
  }
  const focus = useCallback((input: HTMLTextAreaElement | null) => {
    input?.focus()
    input?.setSelectionRange(input.value.length, input.value.length)
  }, [])

  return (
    <div className={styles.editor} data-testid="question-editor">
      <AttachmentChips
        attachmentIds={attachmentIds}
        onRemove={(attachmentId) => setAttachmentIds((all) => all.filter((one) => one !== attachmentId))}
      />
      <textarea
        ref={focus}
        className={styles.input}
        rows={1}
        dir="auto"
        value={text}
        aria-label="The question in other words"
        data-testid="question-input"
        maxLength={longestQuestion}
        onPaste={(event) => refuseLongPaste(event, () => chat.refuseLength())}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.actions}>
        <Button
          look="primary"
          title={sendKey === 'enter' ? 'Ask again (Enter)' : 'Ask again (Ctrl+Enter)'}
          data-testid="question-send"
          disabled={empty || busy || sending}
          onClick={() => void send()}
        >
          Ask again
        </Button>
        <Button title="Cancel (Escape)" onClick={cancel}>
          Cancel
        </Button>
        {busy && !sending && <span className={styles.wait}>Wait for the answer, or stop it.</span>}
      </div>
    </div>
  )
}
