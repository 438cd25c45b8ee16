import type { Message } from '../chat/message'
import type { RunEvent } from '../chat/stream-event'

/**
 * A port is a subscription of one panel to one conversation's runs. Nothing travels up it. The worker sends one
 * `snapshot` on connect, then batches whose `seq` grows by one; a panel that sees a gap, or loses the port, connects
 * anew and gets a new snapshot.
 */
export type PortMessage =
  | { type: 'snapshot'; seq: number; /** The conversation's answers in flight, whole. */ messages: Message[] }
  | { type: 'events'; seq: number; events: MessageEvent[] }

export type MessageEvent = { messageId: string; event: RunEvent }

const prefix = 'conversation:'

export function portName(conversationId: string): string {
  return prefix + conversationId
}

/** The conversation a port subscribes to, or undefined when the name is none of ours. */
export function conversationOfPort(name: string): string | undefined {
  return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : undefined
}
