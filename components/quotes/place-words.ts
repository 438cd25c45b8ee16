import type { Passage } from '../../lib/chat/quote'

/** Where in a PDF or a video a passage stands: as a sign, and in a sentence after “found”. */
export function placeWords({ page, seconds }: Passage): { short: string; long: string } | undefined {
  if (page !== undefined) return { short: `p. ${page}`, long: `on page ${page}` }
  return seconds === undefined ? undefined : { short: clock(seconds), long: `at ${clock(seconds)}` }
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}
