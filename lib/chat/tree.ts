import { siblingsOf, type Message } from './message'

/** Ends that a conversation remembers. Beyond these the oldest are forgotten: their branches open at their newest end. */
const mostEnds = 200

/** A message and everything below it, on every branch; the message itself first. */
export function branchAt(messages: readonly Message[], messageId: string): Message[] {
  const children = Map.groupBy(messages, ({ parentId }) => parentId)
  const branch = messages.filter(({ id }) => id === messageId)
  const seen = new Set([messageId])
  // Grows while it is walked.
  for (const { id } of branch) {
    for (const child of children.get(id) ?? []) {
      if (seen.has(child.id)) continue
      seen.add(child.id)
      branch.push(child)
    }
  }
  return branch
}

/**
 * The end of the path that goes on from a message: at every parting of ways the one that was shown last, or else the
 * newest.
 * @param ends the ends of the paths that were shown, the last one last.
 */
export function endBelow(messages: readonly Message[], messageId: string, ends: readonly string[] = []): string {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const children = Map.groupBy(messages, ({ parentId }) => parentId)
  const shownBelow = waysTo(byId, ends)
  const seen = new Set<string>()
  let end = messageId
  for (;;) {
    seen.add(end)
    const ways = (children.get(end) ?? []).filter(({ id }) => !seen.has(id))
    const next = ways.find(({ id }) => id === shownBelow.get(end)) ?? newestOf(ways)
    if (!next) return end
    end = next.id
  }
}

/** By message, which of those below it lay on the way to the end that was shown last. */
function waysTo(byId: ReadonlyMap<string, Message>, ends: readonly string[]): Map<string, string> {
  const ways = new Map<string, string>()
  for (const end of ends) {
    const seen = new Set<string>()
    for (let message = byId.get(end); message && !seen.has(message.id); message = byId.get(message.parentId ?? '')) {
      seen.add(message.id)
      if (message.parentId !== null) ways.set(message.parentId, message.id)
    }
  }
  return ways
}

function newestOf(messages: readonly Message[]): Message | undefined {
  return messages.reduce<Message | undefined>(
    (newest, message) => (newest && newest.createdAt > message.createdAt ? newest : message),
    undefined,
  )
}

/** The ends that were shown, once another than `leafId` is shown. */
export function withEnd(ends: readonly string[] | undefined, leafId: string | null): string[] {
  const others = (ends ?? []).filter((end) => end !== leafId)
  return (leafId === null ? others : [...others, leafId]).slice(-mostEnds)
}

/** What is shown in place of a message that goes: the form of it before or behind it, else what it followed. */
export function endWithout(messages: readonly Message[], gone: Message, ends: readonly string[]): string | null {
  const forms = siblingsOf(messages, gone)
  const place = forms.findIndex(({ id }) => id === gone.id)
  const nearest = forms[place - 1] ?? forms[place + 1]
  return nearest ? endBelow(messages, nearest.id, ends) : gone.parentId
}

/** Whether a thread's last message is not the end of its path: the next question begins a branch there. */
export function isBranching(messages: readonly Message[], leafId: string | undefined): boolean {
  return leafId !== undefined && messages.some(({ parentId }) => parentId === leafId)
}
