import { useEffect, useRef, useState } from 'react'
import type { Message } from '../../lib/chat/message'
import { useChatSession } from '../hooks/use-chat'
import styles from './Announcer.module.css'
import { onSay } from './say'
import { Told, type Said } from './told'

/** A region that grew without end would be read from its start by some. */
const mostKept = 12

/**
 * Tells a screen reader what an answer says, sentence by sentence as they become whole, and how it ended. The thread
 * itself is no live region: word fragments would be read as they come. Answers that are compared are not read out.
 */
export function Announcer({ messages }: { messages: readonly Message[] }) {
  const { chat } = useChatSession()
  const [said, setSaid] = useState<readonly (Said & { id: number })[]>([])
  const count = useRef(0)

  const told = useRef<Told>(null)

  useEffect(() => {
    const hear = (words: readonly Said[]) => {
      const fresh = words.map((one) => ({ ...one, id: (count.current += 1) }))
      setSaid((before) => [...before, ...fresh].slice(-mostKept))
    }
    const telling = new Told(chat.store.getState, hear)
    const deafen = onSay((words) => hear([{ words, urgent: false }]))
    told.current = telling
    const unsubscribe = chat.store.subscribe((state, before) => {
      if (state.conversationId !== before.conversationId) setSaid([])
      telling.onChange(state, before)
    })
    return () => {
      unsubscribe()
      deafen()
      telling.end()
    }
  }, [chat])

  useEffect(() => told.current?.onStored(messages), [messages])

  const paragraphs = (urgent: boolean) =>
    said.filter((one) => one.urgent === urgent).map(({ id, words }) => <p key={id}>{words}</p>)
  return (
    <>
      <div className={styles.unseen} role="status" aria-live="polite" aria-atomic="false" data-testid="announcer">
        {paragraphs(false)}
      </div>
      <div className={styles.unseen} aria-live="assertive" data-testid="announcer-urgent">
        {paragraphs(true)}
      </div>
    </>
  )
}
