import type { Message } from '../../lib/chat/message'
import { AttachmentChips } from '../context/AttachmentChips'
import { Siblings } from './Siblings'
import styles from './Message.module.css'

type QuestionMessageProps = {
  id?: string
  text: string
  attachmentIds: string[]
  /** The stored question and its other forms, where it has any. */
  forms?: { message: Message; siblings: Message[] }
}

export function QuestionMessage({ id, text, attachmentIds, forms }: QuestionMessageProps) {
  return (
    <article
      className={styles.question}
      aria-label="Your question"
      data-testid="message"
      data-role="user"
      data-status="complete"
      data-message-id={id}
    >
      <AttachmentChips attachmentIds={attachmentIds} />
      {text !== '' && (
        <p dir="auto" data-testid="message-text">
          {text}
        </p>
      )}
      {forms && forms.siblings.length > 1 && <Siblings {...forms} />}
    </article>
  )
}
