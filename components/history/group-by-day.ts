import type { Conversation } from '../../lib/chat/conversation'

/** Conversations under "Today", "Yesterday", "This week" and the names of months; the order given is kept. */
export function groupByDay(
  conversations: readonly Conversation[],
  now: number,
): { day: string; conversations: Conversation[] }[] {
  const today = startOfDay(now, 0)
  const yesterday = startOfDay(now, 1)
  const week = startOfDay(now, 6)
  const nameOf = monthNames()
  const groups = Map.groupBy(conversations, ({ updatedAt }) => {
    if (updatedAt >= today) return 'Today'
    if (updatedAt >= yesterday) return 'Yesterday'
    if (updatedAt >= week) return 'This week'
    return nameOf(updatedAt)
  })
  return [...groups].map(([day, ofDay]) => ({ day, conversations: ofDay }))
}

/** Not by hours: a day in spring has 23. */
function startOfDay(now: number, daysBefore: number): number {
  const day = new Date(now)
  day.setDate(day.getDate() - daysBefore)
  return day.setHours(0, 0, 0, 0)
}

/** Each month is named once: the browser takes a tenth of a millisecond for a name, which is a second for ten thousand. */
function monthNames(): (time: number) => string {
  const names = new Map<number, string>()
  return (time) => {
    const date = new Date(time)
    const month = date.getFullYear() * 12 + date.getMonth()
    const name = names.get(month) ?? date.toLocaleDateString(undefined, { month: 'long', year: 'numeric' })
    names.set(month, name)
    return name
  }
}
