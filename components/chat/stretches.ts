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
  /** Where a thread was just opened, it is of the last screen: it is drawn with the first picture, and the others are not. */
  isFirst: boolean
  /** From the conversation's start to the stretch: the same list while nothing of it changes. */
  before: readonly Message[]
  /** The forms of each of its messages, itself included. */
  siblings: ReadonlyMap<string, Message[]>
}

/**
 * Cuts a thread into stretches, of which one begins where the last screen did when it was opened. One that is as it was is
 * the same object, so that only the last one is drawn again when a conversation goes on.
 */
export class Stretches {
  #messages: readonly Message[] = []
  #all: readonly Message[] = []
  #stretches: readonly Stretch[] = []
  #cut = 0

  update(messages: readonly Message[], all: readonly Message[]): readonly Stretch[] {
    if (messages !== this.#messages || all !== this.#all) {
      if (this.#stretches.length === 0) this.#cut = lastScreen(messages)
      this.#stretches = stretchesOf(messages, all, this.#stretches, this.#cut)
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
  cut: number,
): readonly Stretch[] {
  const known = new Map(earlier.map((stretch) => [stretch.key, stretch]))
  const children = Map.groupBy(all, ({ parentId }) => parentId)
  const stretches: Stretch[] = []
  for (let start = 0, end = 0; start < messages.length; start = end) {
    end = start < cut ? Math.min(start + stretchLength, cut) : start + stretchLength
    const own = messages.slice(start, end)
    const siblings = new Map(own.map((one) => [one.id, siblingsOf(children.get(one.parentId) ?? [one], one)]))
    const key = own[0]?.id ?? ''
    const before = known.get(key)
    if (before && hasSameItems(before.messages, own) && hasSameSiblings(before.siblings, siblings)) {
      stretches.push(before)
    } else {
      const isFirst = earlier.length > 0 || start >= cut
      const above = messages.slice(0, start)
      const same = before && hasSameItems(before.before, above) ? before.before : above
      stretches.push({ key, messages: own, isFirst, before: same, siblings })
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
