import type { Message } from '../chat/message'
import { announces, type MessageEvent } from '../messaging/port'
import type { followConversation } from './port-client'

/** Calls back once, when the next picture is about to be drawn. Returns how to take the wish back. */
export type NextFrame = (draw: () => void) => () => void

/**
 * Hands on what a port tells at most once a frame, the first and an answer's first words at once. A page that gets less of the processor than it needs
 * would otherwise draw once for every message that waits, and fall behind the more the longer.
 */
export function inFrames(follow: typeof followConversation, nextFrame: NextFrame): typeof followConversation {
  return (conversationId, { onSnapshot, onEvents }) => {
    let waiting: MessageEvent[] = []
    let forget: (() => void) | undefined

    const onFrame = () => {
      forget = undefined
      if (waiting.length > 0) handOn()
    }
    const handOn = () => {
      const events = waiting
      waiting = []
      if (!events.every(announces)) forget = nextFrame(onFrame)
      onEvents(events)
    }
    const unfollow = follow(conversationId, {
      onSnapshot: (messages: Message[]) => {
        // It holds all that came before it.
        waiting = []
        onSnapshot(messages)
      },
      onEvents: (events) => {
        waiting.push(...events)
        if (!forget) handOn()
      },
    })
    return () => {
      forget?.()
      waiting = []
      unfollow()
    }
  }
}

/** A page that nobody sees gets no frames: then a moment has to do, which is also when it is hidden meanwhile. */
export const nextFrame: NextFrame = (draw) => {
  const forget = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
  const once = () => {
    forget()
    draw()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, 100)
  return forget
}
