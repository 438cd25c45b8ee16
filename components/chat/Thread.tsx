import { ArrowDown } from 'lucide-react'
import { useRef } from 'react'
import { siblingsOf, type Message } from '../../lib/chat/message'
import { useChatState } from '../hooks/use-chat'
import { useStickToBottom } from '../hooks/use-stick-to-bottom'
import { IconButton } from '../ui/Button'
import { AnswerMessage } from './AnswerMessage'
import { QuestionMessage } from './QuestionMessage'
import styles from './Thread.module.css'

export function Thread({ messages, all }: { messages: Message[]; all: readonly Message[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const { away, toBottom } = useStickToBottom(scroller, content)
  const sent = useChatState((state) => state.sent)
  const waiting = sent && !messages.some((message) => message.id === sent.questionId) ? sent : null

  return (
    <div className={styles.frame}>
      <div ref={scroller} className={styles.scroller} role="log" aria-label="Conversation" tabIndex={-1}>
        <div ref={content} className={styles.content}>
          {messages.map((message, index) =>
            message.role === 'user' ? (
              <QuestionMessage
                key={message.id}
                id={message.id}
                text={textParts(message)}
                attachmentIds={message.attachmentIds}
                forms={{ message, siblings: siblingsOf(all, message) }}
              />
            ) : (
              <AnswerMessage
                key={message.id}
                stored={message}
                siblings={siblingsOf(all, message)}
                before={messages.slice(0, index)}
              />
            ),
          )}
          {waiting && <QuestionMessage text={waiting.text} attachmentIds={waiting.attachmentIds} />}
        </div>
      </div>
      {away && (
        <IconButton label="To the end" className={styles.down ?? ''} onClick={toBottom}>
          <ArrowDown size={18} aria-hidden />
        </IconButton>
      )}
    </div>
  )
}

function textParts(message: Message): string {
  return message.parts.map((part) => part.text).join('')
}
