import { memo, startTransition, useEffect, useRef, useState, type RefObject } from 'react'
import type { Message } from '../../lib/chat/message'
import { AnswerPlace, placeKey } from '../compare/AnswerPlace'
import { QuestionMessage } from './QuestionMessage'
import type { Stretch } from './stretches'
import styles from './Thread.module.css'

type ThreadStretchProps = {
  stretch: Stretch
  /** What scrolls. */
  scroller: RefObject<HTMLElement | null>
  /** One of the last: drawn at once, and always laid out, since the thread's end has to be found. */
  near: boolean
}

/**
 * A stretch of the thread. Far from what is being read it is plain text: found by a search in the page and read by a
 * screen reader, and next to nothing to draw. It wakes a few screens before it comes into view, and stays awake.
 */
export const ThreadStretch = memo(function ThreadStretch({ stretch, scroller, near }: ThreadStretchProps) {
  const { messages, before, siblings } = stretch
  const box = useRef<HTMLDivElement>(null)
  const [awake, setAwake] = useState(near)

  useEffect(() => {
    if (awake || !box.current) return undefined
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) startTransition(() => setAwake(true))
      },
      { root: scroller.current, rootMargin: '1500px 0px' },
    )
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [awake, scroller])

  return (
    <div ref={box} className={near ? styles.stretch : `${styles.stretch} ${styles.distant}`}>
      {messages.map((message, index) => {
        if (!awake) return <SleepingMessage key={message.id} message={message} />
        const forms = siblings.get(message.id) ?? [message]
        const question = messages[index - 1] ?? before.at(-1)
        return message.role === 'user' ? (
          <QuestionMessage
            key={message.id}
            id={message.id}
            text={wordsOf(message)}
            attachmentIds={message.attachmentIds}
            forms={{ message, siblings: forms }}
          />
        ) : (
          <AnswerPlace
            key={placeKey(message, question)}
            stored={message}
            question={question}
            siblings={forms}
            before={[...before, ...messages.slice(0, index)]}
          />
        )
      })}
    </div>
  )
})

function SleepingMessage({ message }: { message: Message }) {
  const { id, role, status } = message
  return (
    <article
      className={styles.sleeping}
      aria-label={role === 'user' ? 'Your question' : 'Answer'}
      data-testid="message"
      data-role={role}
      data-status={status}
      data-message-id={id}
    >
      {wordsOf(message)}
    </article>
  )
}

function wordsOf({ parts }: Message): string {
  return parts.flatMap(({ type, text }) => (type === 'text' ? [text] : [])).join('')
}
