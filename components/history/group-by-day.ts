import type { Conversation } from '../../lib/chat/conversation'

const dayMs = 24 * 60 * 60_000

/** Conversations under "Today", "Yesterday", "This week" and the names of months; the order given is kept. */
export function groupByDay(
  conversations: readonly Conversation[],
  now: number,
): { day: string; conversations: Conversation[] }[] {
  const today = new Date(now).setHours(0, 0, 0, 0)
  const groups = Map.groupBy(conversations, ({ updatedAt }) => {
    if (updatedAt >= today) return 'Today'
    if (updatedAt >= today - dayMs) return 'Yesterday'
    if (updatedAt >= today - 6 * dayMs) return 'This week'
    return new Date(updatedAt).toLocaleDateString(undefined, { month: 'long', year: 'numeric' })
  })
  return [...groups].map(([day, ofDay]) => ({ day, conversations: ofDay }))
}
