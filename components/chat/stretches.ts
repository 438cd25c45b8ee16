import { hasSameItems } from '../../lib/chat/same'
import { siblingsOf, type Message } from '../../lib/chat/message'

/** Messages that are drawn and put to sleep together. Single boxes that the browser may skip cost it more than they save. */
const stretchLength = 20

/** A stretch of the shown thread. */
export type Stretch = {
  /** The id of its first message. */
  key: string
  messages: readonly Message[]
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
  for (let start = 0; start < messages.length; start += stretchLength) {
    const own = messages.slice(start, start + stretchLength)
    const siblings = new Map(own.map((one) => [one.id, siblingsOf(children.get(one.parentId) ?? [one], one)]))
    const key = own[0]?.id ?? ''
    const before = known.get(key)
    if (before && hasSameItems(before.messages, own) && hasSameSiblings(before.siblings, siblings)) {
      stretches.push(before)
    } else {
      stretches.push({ key, messages: own, before: messages.slice(0, start), siblings })
    }
  }
  return stretches
}

function hasSameSiblings(one: Stretch['siblings'], other: Stretch['siblings']): boolean {
  return [...other].every(([id, siblings]) => hasSameItems(one.get(id) ?? [], siblings))
}
