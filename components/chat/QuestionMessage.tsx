import type { Message } from '../../lib/chat/message'
import { AttachmentChips } from '../context/AttachmentChips'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { Button } from '../ui/Button'
import { Siblings } from './Siblings'
import { QuestionActions } from './thread/QuestionActions'
import { QuestionEditor } from './thread/QuestionEditor'
import { useIsShownEnd } from './thread/shown-end'
import styles from './Message.module.css'

type QuestionMessageProps = {
  id?: string
  text: string
  attachmentIds: string[]
  /** The stored question and its other forms, where it has any. */
  forms?: { message: Message; siblings: Message[] }
}

export function QuestionMessage({ id, text, attachmentIds, forms }: QuestionMessageProps) {
  const { chat } = useChatSession()
  const edit = useChatState(({ edits }) => edits.find(({ questionId, isOpen }) => isOpen && questionId === id))
  return (
    <article
      className={styles.question}
      aria-label="Your question"
      data-testid="message"
      data-role="user"
      data-status="complete"
      data-message-id={id}
    >
      {forms && edit ? (
        <QuestionEditor question={forms.message} edit={edit} />
      ) : (
        <>
          <AttachmentChips attachmentIds={attachmentIds} />
          {text !== '' && (
            // A heading, so that a screen reader goes from question to question.
            <h2 dir="auto" data-testid="message-text">
              {text}
            </h2>
          )}
        </>
      )}
      {forms && forms.siblings.length > 1 && <Siblings {...forms} />}
      {forms && !edit && <QuestionActions question={forms.message} onEdit={() => chat.editing.open(forms.message)} />}
      {forms && <Unanswered question={forms.message} />}
    </article>
  )
}

/** A question whose answers were all deleted. */
function Unanswered({ question }: { question: Message }) {
  const { chat } = useChatSession()
  const busy = useChatState(() => chat.busy)
  const isEnd = useIsShownEnd(question.id)
  if (!isEnd || busy) return null
  return (
    <div className={styles.endActions}>
      <Button data-testid="question-answer" onClick={() => void chat.retry(question.id)}>
        Answer this question
      </Button>
    </div>
  )
}
