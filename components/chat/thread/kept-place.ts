import type { Message } from '../../../lib/chat/message'

/** Bubbles from an element that was put back where it stood: the thread's end is not to be sought any more. */
export const placeKept = 'gloss-place-kept'

type Switch = Pick<Message, 'conversationId' | 'parentId' | 'role'> & {
  direction: 'earlier' | 'later'
  /** Where the arrow stood in the window, in pixels. */
  top: number
}

/** One at a time: a reader presses one arrow. */
let pending: Switch | null = null

/** To be called before another form of a message is shown: its arrows shall stand where these do. */
export function keepPlace(message: Message, direction: Switch['direction'], arrows: HTMLElement): void {
  const { conversationId, parentId, role } = message
  pending = { conversationId, parentId, role, direction, top: arrows.getBoundingClientRect().top }
}

/** No other form is coming. */
export function forgetPlace(): void {
  pending = null
}

/**
 * Puts newly drawn arrows where those of the form before stood, so that what was pressed stays under the pointer.
 * Returns the direction that was pressed, for the focus; undefined when they were not waited for.
 */
export function takePlace(message: Message, arrows: HTMLElement): Switch['direction'] | undefined {
  const { conversationId, parentId, role } = message
  const awaited =
    pending?.conversationId === conversationId && pending.parentId === parentId && pending.role === role
      ? pending
      : undefined
  if (!awaited) return undefined
  pending = null
  const scroller = arrows.closest('[role=log]')
  if (scroller) scroller.scrollTop += arrows.getBoundingClientRect().top - awaited.top
  arrows.dispatchEvent(new CustomEvent(placeKept, { bubbles: true }))
  return awaited.direction
}
