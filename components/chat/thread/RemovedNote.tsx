import { useEffect } from 'react'
import { useChatSession, useChatState } from '../../hooks/use-chat'
import { Button } from '../../ui/Button'
import styles from './Notes.module.css'

/** Offers to bring back what was deleted last, until the reader asks something else. */
export function RemovedNote() {
  const { chat } = useChatSession()
  const removed = useChatState((state) => state.removed)
  const asking = useChatState((state) => state.sent !== null)
  useEffect(() => {
    if (asking) chat.branches.forget()
  }, [asking, chat])
  if (!removed) return null
  const dismiss = () => {
    chat.branches.forget()
    chat.focusComposer()
  }
  return (
    <div className={styles.note} role="status" data-testid="message-removed">
      <span>{removed.what === 'question' ? 'Deleted the question and what followed.' : 'Deleted the answer.'}</span>
      <Button look="quiet" onClick={dismiss}>
        Dismiss
      </Button>
      <Button data-testid="message-restore" onClick={() => void chat.branches.restore(removed.messageId)}>
        Undo
      </Button>
    </div>
  )
}
