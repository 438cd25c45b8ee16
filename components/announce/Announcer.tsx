import { useEffect, useRef } from 'react'
import type { Message } from '../../lib/chat/message'
import { useChatSession } from '../hooks/use-chat'
import { hush, tell } from './say'
import { SpokenRegions } from './SpokenRegions'
import { Told } from './told'

/**
 * Tells a screen reader what an answer says, sentence by sentence as they become whole, and how it ended. The thread
 * itself is no live region: word fragments would be read as they come. Answers that are compared are not read out.
 */
export function Announcer({ messages }: { messages: readonly Message[] }) {
  const { chat } = useChatSession()
  const told = useRef<Told>(null)

  useEffect(() => {
    const telling = new Told(chat.store.getState, tell)
    told.current = telling
    const unsubscribe = chat.store.subscribe((state, before) => {
      if (state.conversationId !== before.conversationId) hush()
      telling.onChange(state, before)
    })
    return () => {
      unsubscribe()
      telling.end()
    }
  }, [chat])

  useEffect(() => told.current?.onStored(messages), [messages])

  return <SpokenRegions testId="announcer" />
}
