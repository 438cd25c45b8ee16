import { useEffect, useState } from 'react'
import type { Message } from '../../lib/chat/message'
import { textOf } from '../../lib/chat/message'
import type { ChatState } from '../../lib/panel/chat-state'
import { useChatSession } from '../hooks/use-chat'
import { SpokenUnits } from './spoken-units'
import styles from './Announcer.module.css'

/** Often enough to keep pace with reading, and seldom enough for a screen reader to end its sentence. */
const everyMs = 1_000
/** A region that grew without end would be read from its start by some. */
const mostKept = 12

const endings: Partial<Record<Message['status'], string>> = {
  complete: 'The answer is complete.',
  stopped: 'The answer was stopped.',
  interrupted: 'The answer was interrupted.',
}

type Said = { id: number; words: string }

/**
 * Tells a screen reader what an answer says, sentence by sentence as they become whole, and how it ended. The thread
 * itself is no live region: word fragments would be read as they come. Of answers that are compared only the ends are told.
 */
export function Announcer() {
  const { chat } = useChatSession()
  const [said, setSaid] = useState<readonly Said[]>([])

  useEffect(() => {
    const units = new Map<string, SpokenUnits>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let count = 0
    const say = (words: readonly string[]) => {
      if (words.length === 0) return
      setSaid((before) => [...before, ...words.map((one) => ({ id: count++, words: one }))].slice(-mostKept))
    }
    const tell = (message: Message | undefined, ended: boolean) => {
      if (!message) return
      const unit = units.get(message.id) ?? new SpokenUnits()
      units.set(message.id, unit)
      say(unit.update(textOf(message), ended))
    }
    const onTick = () => {
      timer = undefined
      const { live, runningIds } = chat.store.getState()
      if (runningIds.length === 1) tell(live[runningIds[0] ?? ''], false)
    }
    const onChange = (state: ChatState, before: ChatState) => {
      if (state.conversationId !== before.conversationId) {
        units.clear()
        setSaid([])
        return
      }
      for (const id of before.runningIds.filter((one) => !state.runningIds.includes(one))) {
        const message = state.live[id] ?? before.live[id]
        if (before.runningIds.length === 1) tell(message, true)
        // A failure speaks for itself.
        const ending = message && endings[message.status]
        if (ending !== undefined) say([ending])
        units.delete(id)
      }
      if (state.live !== before.live && state.runningIds.length > 0) timer ??= setTimeout(onTick, everyMs)
    }
    const unsubscribe = chat.store.subscribe(onChange)
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [chat])

  return (
    <div className={styles.unseen} role="status" aria-live="polite" aria-atomic="false" data-testid="announcer">
      {said.map(({ id, words }) => (
        <p key={id}>{words}</p>
      ))}
    </div>
  )
}
