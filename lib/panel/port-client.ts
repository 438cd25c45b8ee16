import { browser } from 'wxt/browser'
import type { Message } from '../chat/message'
import { portName, type MessageEvent, type PortMessage } from '../messaging/port'

const firstRetryMs = 250
const longestRetryMs = 4_000

export type PortHandlers = {
  onSnapshot: (messages: Message[]) => void
  onEvents: (events: MessageEvent[]) => void
}

/**
 * Follows one conversation's runs until closed. A lost port (the worker died) and a gap in `seq` both lead to a new
 * connection and a new snapshot.
 */
export function followConversation(conversationId: string, { onSnapshot, onEvents }: PortHandlers): () => void {
  let retryMs = firstRetryMs
  let timer: ReturnType<typeof setTimeout> | undefined
  let leave = connect()

  function connect(): () => void {
    let seq: number | undefined
    const port = browser.runtime.connect({ name: portName(conversationId) })
    const again = (afterMs: number) => {
      leave()
      timer = setTimeout(() => (leave = connect()), afterMs)
    }
    const onMessage = (message: PortMessage) => {
      if (message.type === 'snapshot') {
        seq = message.seq
        retryMs = firstRetryMs
        onSnapshot(message.messages)
      } else if (seq !== undefined && message.seq === seq + 1) {
        seq = message.seq
        onEvents(message.events)
      } else {
        again(0)
      }
    }
    const onDisconnect = () => {
      again(retryMs)
      retryMs = Math.min(retryMs * 2, longestRetryMs)
    }
    port.onMessage.addListener(onMessage)
    port.onDisconnect.addListener(onDisconnect)
    return () => {
      port.onMessage.removeListener(onMessage)
      port.onDisconnect.removeListener(onDisconnect)
      port.disconnect()
    }
  }

  return () => {
    clearTimeout(timer)
    leave()
  }
}
