import { useEffect, useRef, useState } from 'react'
import type { Message } from '../../lib/chat/message'
import { useChatSession } from '../hooks/use-chat'
import styles from './Announcer.module.css'
import { Told, type Said } from './told'

/** A region that grew without end would be read from its start by some. */
const mostKept = 12

/**
 * Tells a screen reader what an answer says, sentence by sentence as they become whole, and how it ended. The thread
 * itself is no live region: word fragments would be read as they come. Of answers that are compared only the ends are told.
 */
export function Announcer({ messages }: { messages: readonly Message[] }) {
  const { chat } = useChatSession()
  const [said, setSaid] = useState<readonly Said[]>([])

  const told = useRef<Told>(null)

  useEffect(() => {
    const telling = new Told(chat, (words) => setSaid((before) => [...before, ...words].slice(-mostKept)))
    told.current = telling
    const unsubscribe = chat.store.subscribe((state, before) => {
      if (state.conversationId !== before.conversationId) setSaid([])
      telling.onChange(state, before)
    })
    return () => {
      unsubscribe()
      telling.end()
    }
  }, [chat])

  useEffect(() => told.current?.onStored(messages), [messages])

  return (
    <div className={styles.unseen} role="status" aria-live="polite" aria-atomic="false" data-testid="announcer">
      {said.map(({ id, words }) => (
        <p key={id}>{words}</p>
      ))}
    </div>
  )
}
