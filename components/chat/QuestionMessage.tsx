import { AttachmentChips } from '../context/AttachmentChips'
import styles from './Message.module.css'

type QuestionMessageProps = { id?: string; text: string; attachmentIds: string[] }

export function QuestionMessage({ id, text, attachmentIds }: QuestionMessageProps) {
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
    </article>
  )
}
