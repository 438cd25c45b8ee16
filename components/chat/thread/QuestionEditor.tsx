import { useEffect, useEffectEvent, useState } from 'react'
import type { Edit } from '../../../lib/chat/conversation'
import type { Message } from '../../../lib/chat/message'
import { isChanged } from '../../../lib/panel/editing'
import { useChatSession, useChatState } from '../../hooks/use-chat'
import { useSettings } from '../../hooks/use-settings'
import { Button } from '../../ui/Button'
import { sendKeyName } from '../composer/send-key'
import { QuestionField } from '../QuestionField'
import styles from './QuestionEditor.module.css'

type QuestionEditorProps = { question: Message; edit: Edit }

/**
 * Asks a question once more in other words, where it stands. The first form stays beside it. Once the new form is
 * shown this one is not, and its editor with it; when that fails, what was written is still here.
 */
export function QuestionEditor({ question, edit: { text, attachmentIds } }: QuestionEditorProps) {
  const { chat } = useChatSession()
  const { editing } = chat
  const { sendKey } = useSettings()
  const busy = useChatState(() => chat.busy)
  const [sending, setSending] = useState(false)
  const empty = text.trim() === '' && attachmentIds.length === 0

  const close = () => editing.drop(question)
  const send = async () => {
    if (empty || busy || sending) return
    setSending(true)
    // Before it is asked: what became a question is not stored as an edit any more.
    editing.flush()
    // The same words are no other form: they get another answer.
    const isNew = isChanged({ text, attachmentIds }, question)
    const isAsked = await (isNew ? chat.askAnew(question.id, attachmentIds, text.trim()) : chat.retry(question.id))
    if (isAsked) close()
    setSending(false)
    chat.focusComposer()
  }
  const cancel = () => {
    close()
    chat.focusComposer()
  }
  const leave = useEffectEvent(() => {
    if (!sending) editing.leave(question)
  })
  useEffect(() => () => leave(), [])

  return (
    <div className={styles.editor} data-testid="question-editor">
      <QuestionField
        label="The question in other words"
        testId="question-input"
        className={styles.input}
        text={text}
        onText={(words) => editing.write(question, { text: words })}
        attachmentIds={attachmentIds}
        onAttachmentIds={(ids) => editing.write(question, { attachmentIds: ids })}
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
