/** A stretch of a text, with what stands around it. */
export type Stretch = { start: number; text: string; before: string; after: string }

/** Characters that are remembered on each side. */
const around = 80
/** Characters on each side that tell one place from another. */
const telling = 24
/** Words as long as this that stand in a field once are those. */
const unmistakable = 20
/** A field that holds the same words more often than this is a pattern, in which no place can be told from another. */
const mostPlaces = 2_000

/** Describes a stretch of a text, without the white space at its ends. */
export function stretchOf(whole: string, from: number, to: number): Stretch {
  const selected = whole.slice(from, to)
  const start = from + (selected.length - selected.trimStart().length)
  const text = selected.trim()
  return describe(whole, start, text)
}

/** A place between words. */
export const pointIn = (whole: string, at: number): Stretch => describe(whole, at, '')

function describe(whole: string, start: number, text: string): Stretch {
  const end = start + text.length
  return { start, text, before: whole.slice(Math.max(0, start - around), start), after: whole.slice(end, end + around) }
}

/** Where a stretch stands in a text now; undefined where it is not there any more, or could be at several places. */
export function locate(whole: string, stretch: Stretch): Stretch | undefined {
  const { start, text } = stretch
  if (text === '') return isAmong(whole, stretch, start) === 2 ? pointIn(whole, start) : undefined
  if (whole.startsWith(text, start) && isAmong(whole, stretch, start) > 0) return describe(whole, start, text)
  const places = placesOf(whole, text)
  if (places.length > mostPlaces) return undefined
  for (const sides of [2, 1]) {
    const alike = places.filter((at) => isAmong(whole, stretch, at) === sides)
    const [only] = alike
    if (only !== undefined) return alike.length === 1 ? describe(whole, only, text) : undefined
  }
  const [only] = places
  return only !== undefined && places.length === 1 && text.length >= unmistakable
    ? describe(whole, only, text)
    : undefined
}

/** On how many sides a place has the words around it that it had. */
function isAmong(whole: string, { text, before, after }: Stretch, at: number): number {
  const end = at + text.length
  const beforeNow = whole.slice(Math.max(0, at - telling), at)
  const isBefore = beforeNow === before.slice(-telling)
  const isAfter = whole.slice(end, end + telling) === after.slice(0, telling)
  return Number(isBefore) + Number(isAfter)
}

function placesOf(whole: string, text: string): number[] {
  const places: number[] = []
  for (let at = whole.indexOf(text); at !== -1 && places.length <= mostPlaces; at = whole.indexOf(text, at + 1)) {
    places.push(at)
  }
  return places
}
