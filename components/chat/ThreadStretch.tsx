import { memo, startTransition, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { Message } from '../../lib/chat/message'
import { hasSameItems } from '../../lib/chat/same'
import { AnswerPlace, placeKey } from '../compare/AnswerPlace'
import { QuestionMessage } from './QuestionMessage'
import type { Stretch } from './stretches'
import { ShownEndContext } from './thread/shown-end'
import styles from './Thread.module.css'

/** Messages that wake together: more at once would keep the page from answering a key. */
const wakingStep = 6

type ThreadStretchProps = {
  stretch: Stretch
  /** What scrolls. */
  scroller: RefObject<HTMLElement | null>
  /** One of the last: drawn soon, and always laid out, since the thread's end has to be found. */
  near: boolean
  /** The thread ends with it. */
  isLast: boolean
  /** Called before the picture in which messages were drawn that were plain text before. */
  onWoken: () => void
}

/**
 * A stretch of the thread. Far from what is being read it is plain text: found by a search in the page and read by a
 * screen reader, and next to nothing to draw. It wakes once it is near, or a few screens before it comes into view, from its
 * end, and stays awake.
 */
export const ThreadStretch = memo(function ThreadStretch(props: ThreadStretchProps) {
  const { stretch, scroller, near, isLast, onWoken } = props
  const { messages } = stretch
  const box = useRef<HTMLDivElement>(null)
  const [awakeFrom, setAwakeFrom] = useState(near && stretch.isFirst ? 0 : messages.length)
  const [waking, setWaking] = useState(near)

  useEffect(() => {
    if (waking || !box.current) return undefined
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setWaking(true)
      },
      { root: scroller.current, rootMargin: '1500px 0px' },
    )
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [waking, scroller])

  useLayoutEffect(() => {
    if (waking) onWoken()
  }, [waking, awakeFrom, onWoken])

  useEffect(() => {
    if (waking && awakeFrom > 0) startTransition(() => setAwakeFrom(Math.max(0, awakeFrom - wakingStep)))
  }, [waking, awakeFrom])

  return (
    <div ref={box} className={near ? styles.stretch : `${styles.stretch} ${styles.distant}`}>
      {messages.map((message, index) => {
        if (index < awakeFrom) return <SleepingMessage key={message.id} message={message} />
        const key = message.role === 'user' ? message.id : placeKey(message, questionBefore(stretch, index))
        const isEnd = isLast && index === messages.length - 1
        return <AwakeMessage key={key} message={message} stretch={stretch} index={index} isEnd={isEnd} />
      })}
    </div>
  )
})

type AwakeMessageProps = { message: Message; stretch: Stretch; index: number; isEnd: boolean }

/** Those that are awake are not drawn again when others wake, nor when the conversation goes on below them. */
const AwakeMessage = memo(function AwakeMessage({ message, stretch, index, isEnd }: AwakeMessageProps) {
  const { messages, before } = stretch
  const siblings = formsOf(stretch, message)
  return (
    <ShownEndContext value={isEnd ? message.id : undefined}>
      {message.role === 'user' ? (
        <QuestionMessage
          id={message.id}
          text={wordsOf(message)}
          attachmentIds={message.attachmentIds}
          forms={{ message, siblings }}
        />
      ) : (
        <AnswerPlace
          stored={message}
          question={questionBefore(stretch, index)}
          siblings={siblings}
          before={[...before, ...messages.slice(0, index)]}
        />
      )}
    </ShownEndContext>
  )
}, isSameMessage)

/** All that a message is drawn from: itself, its forms, and what stands above it. */
function isSameMessage(one: AwakeMessageProps, other: AwakeMessageProps): boolean {
  return (
    one.message === other.message &&
    one.index === other.index &&
    one.isEnd === other.isEnd &&
    (one.stretch === other.stretch ||
      (hasSameItems(formsOf(one.stretch, one.message), formsOf(other.stretch, other.message)) &&
        one.stretch.before === other.stretch.before &&
        one.stretch.messages.slice(0, one.index).every((above, index) => above === other.stretch.messages[index])))
  )
}

function formsOf({ siblings }: Stretch, message: Message): Message[] {
  return siblings.get(message.id) ?? [message]
}

function questionBefore({ messages, before }: Stretch, index: number): Message | undefined {
  return messages[index - 1] ?? before.at(-1)
}

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
