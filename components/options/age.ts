const minuteMs = 60_000

/** How long ago something happened, in words. Both times in milliseconds since the epoch. */
export function ageInWords(then: number, now: number): string {
  const minutes = Math.floor((now - then) / minuteMs)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return hours === 1 ? '1 hour ago' : `${hours} hours ago`
  const days = Math.floor(hours / 24)
  return days === 1 ? 'yesterday' : `${days} days ago`
}
