import type { Rung } from '../chat/checkup'
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

/** Whether an answer's first words come next: they must not be kept waiting for having been announced. */
export function announces({ event: { type } }: MessageEvent): boolean {
  return type === 'start' || type === 'model'
}

/**
 * The other kind of port: it watches one checkup, which lives no longer than it. The worker greets it, and from then on
 * sends the rungs that are known to hold.
 */
export type CheckupMessage = { rungs: Rung[] }

const prefix = 'conversation:'
const checkupPrefix = 'checkup:'

export function portName(conversationId: string): string {
  return prefix + conversationId
}

/** The conversation a port subscribes to, or undefined when the name is none of ours. */
export function conversationOfPort(name: string): string | undefined {
  return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : undefined
}

export function checkupPortName(checkupId: string): string {
  return checkupPrefix + checkupId
}

/** The checkup a port watches, or undefined when the name is none of a checkup's. */
export function checkupOfPort(name: string): string | undefined {
  return name.startsWith(checkupPrefix) && name.length > checkupPrefix.length
    ? name.slice(checkupPrefix.length)
    : undefined
}
