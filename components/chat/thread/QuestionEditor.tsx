import { useState } from 'react'
import { textOf, type Message } from '../../../lib/chat/message'
import { useChatSession, useChatState } from '../../hooks/use-chat'
import { useSettings } from '../../hooks/use-settings'
import { Button } from '../../ui/Button'
import { sendKeyName } from '../composer/send-key'
import { QuestionField } from '../QuestionField'
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
  return (
    <div className={styles.editor} data-testid="question-editor">
      <QuestionField
        label="The question in other words"
        testId="question-input"
        className={styles.input}
        text={text}
        onText={setText}
        attachmentIds={attachmentIds}
        onAttachmentIds={setAttachmentIds}
        onDone={() => void send()}
        onCancel={cancel}
      />
      <div className={styles.actions}>
        <Button
          look="primary"
          title={`Ask again (${sendKeyName(sendKey)})`}
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
