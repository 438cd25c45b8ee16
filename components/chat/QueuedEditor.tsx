import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { QueuedQuestion } from '../../lib/chat/queued-question'
import { call } from '../../lib/messaging/calls'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession } from '../hooks/use-chat'
import { Button } from '../ui/Button'
import styles from './Queue.module.css'
import { QuestionField } from './QuestionField'

type QueuedEditorProps = { question: QueuedQuestion; onClose: () => void }

/** Changes a question where it stands. Meanwhile it is not asked; a panel that goes away keeps what was written. */
export function QueuedEditor({ question, onClose }: QueuedEditorProps) {
  const { id, conversationId } = question
  const { chat } = useChatSession()
  const [text, setText] = useState(question.text)
  const [attachmentIds, setAttachmentIds] = useState(question.attachmentIds)
  const attempt = useAttempt()
  const over = useRef(false)
  const empty = text.trim() === '' && attachmentIds.length === 0
  const changed = text.trim() !== question.text || attachmentIds.length !== question.attachmentIds.length

  const end = (keep: boolean) => {
    if (over.current) return
    over.current = true
    attempt(async () => {
      if (!keep || empty || !changed) return call('holdQueued', { questionId: id, held: false })
      try {
        await call('editQueued', { questionId: id, text: text.trim(), attachmentIds })
      } catch (error) {
        // It was asked meanwhile, as it was: what was written goes back to the composer.
        chat.keep({ conversationId, text, attachmentIds })
        throw error
      }
    })
  }
  const leave = useEffectEvent(() => end(true))
  const put = useEffectEvent(() => {
    end(true)
    onClose()
  })
  const close = (keep: boolean) => {
    end(keep)
    onClose()
    chat.focusComposer()
  }

  useEffect(() => {
    attempt(() => call('holdQueued', { questionId: id, held: true }))
    // oxlint-disable-next-line react/exhaustive-deps -- once for each question; `attempt` is new at every drawing
  }, [id])

  // Hidden is the last moment a page is sure to be told of; another conversation takes the editor away.
  useEffect(() => {
    const onHidden = () => {
      if (document.visibilityState === 'hidden') put()
    }
    document.addEventListener('visibilitychange', onHidden)
    return () => {
      document.removeEventListener('visibilitychange', onHidden)
      leave()
    }
  }, [])

  return (
    <div className={styles.editor}>
      <QuestionField
        label="The question that waits"
        testId="queued-input"
        className={styles.input}
        text={text}
        onText={setText}
        attachmentIds={attachmentIds}
        onAttachmentIds={setAttachmentIds}
        onDone={() => close(true)}
        onCancel={() => close(false)}
      />
      <div className={styles.actions}>
        <Button look="primary" data-testid="queued-save" disabled={empty} onClick={() => close(true)}>
          Save
        </Button>
        <Button onClick={() => close(false)}>Cancel</Button>
      </div>
    </div>
  )
}
