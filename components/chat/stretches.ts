import { hasSameItems } from '../../lib/chat/same'
import { siblingsOf, textOf, type Message } from '../../lib/chat/message'

/** Messages that are drawn and put to sleep together. Single boxes that the browser may skip cost it more than they save. */
const stretchLength = 20
/** Characters that fill the tallest window, whatever a message's own buttons and margins take beside them. */
const screenful = 6_000
/** A message without a word takes the room of so many characters. */
const roomOfOne = 250

/** A stretch of the shown thread. */
export type Stretch = {
  /** The id of its first message. */
  key: string
  messages: readonly Message[]
  /** The first of its messages that are drawn with the first picture: those of the last screen, where a thread was just opened. */
  drawnFrom: number
  /** From the conversation's start to the stretch. */
  before: readonly Message[]
  /** The forms of each of its messages, itself included. */
  siblings: ReadonlyMap<string, Message[]>
}

/**
 * Cuts a thread into stretches. One that is as it was is the same object, so that only the last one is drawn again when
 * a conversation goes on.
 */
export class Stretches {
  #messages: readonly Message[] = []
  #all: readonly Message[] = []
  #stretches: readonly Stretch[] = []

  update(messages: readonly Message[], all: readonly Message[]): readonly Stretch[] {
    if (messages !== this.#messages || all !== this.#all) {
      this.#stretches = stretchesOf(messages, all, this.#stretches)
      this.#messages = messages
      this.#all = all
    }
    return this.#stretches
  }
}

function stretchesOf(
  messages: readonly Message[],
  all: readonly Message[],
  earlier: readonly Stretch[],
): readonly Stretch[] {
  const known = new Map(earlier.map((stretch) => [stretch.key, stretch]))
  const children = Map.groupBy(all, ({ parentId }) => parentId)
  const stretches: Stretch[] = []
  const onScreen = earlier.length > 0 ? 0 : lastScreen(messages)
  for (let start = 0; start < messages.length; start += stretchLength) {
    const own = messages.slice(start, start + stretchLength)
    const siblings = new Map(own.map((one) => [one.id, siblingsOf(children.get(one.parentId) ?? [one], one)]))
    const key = own[0]?.id ?? ''
    const before = known.get(key)
    if (before && hasSameItems(before.messages, own) && hasSameSiblings(before.siblings, siblings)) {
      stretches.push(before)
    } else {
      const drawnFrom = Math.min(own.length, Math.max(0, onScreen - start))
      stretches.push({ key, messages: own, drawnFrom, before: messages.slice(0, start), siblings })
    }
  }
  return stretches
}

/** The place of the first message that the last screen can show. */
function lastScreen(messages: readonly Message[]): number {
  let room = screenful
  const first = messages.findLastIndex((message) => (room -= textOf(message).length + roomOfOne) <= 0)
  return Math.max(0, first)
}

function hasSameSiblings(one: Stretch['siblings'], other: Stretch['siblings']): boolean {
  return [...other].every(([id, siblings]) => hasSameItems(one.get(id) ?? [], siblings))
}
