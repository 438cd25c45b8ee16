import type { TextPlace, TextRange } from '../../chat/attachment'
import type { PassageNeedle } from '../../chat/quote'
import { fold } from './fold'
import { gap, isDense, isWordUnit, sliceFolded, type Folded } from './folded'

/** Units of a folded text, from the first to before the last. */
export type Stretch = { start: number; end: number }

/** A text made ready to look quotes up in it. Making one reads the whole text; looking up does not. */
export type QuoteIndex = { folded: Folded; places: readonly TextPlace[] }

/** A place that repeats its words this often is not worth more tries. */
const mostTries = 2_000
/** How far apart, in units, the parts of a quote may stand that left words out. */
const widestOmission = 4_000
const shortestPart = 3
const contextUnits = 48

export function indexText(text: string, places: readonly TextPlace[] = []): QuoteIndex {
  return { folded: fold(text, 'markdown', placeMarks(text, places)), places }
}

const pageHeading = /#{1,6}[ \t][^\n]{0,40}\d[^\n]{0,10}(?=\n|$)/y
const timeMark = /\[?\(?\d{1,2}:\d\d(?::\d\d)?\)?\]?[ \t]/y

/** The headings of pages and the times that stand in a text only to say where one is: sentences go on across them. */
function placeMarks(text: string, places: readonly TextPlace[]): TextRange[] {
  return places.flatMap((place) => {
    const mark = 'page' in place ? pageHeading : timeMark
    mark.lastIndex = place.from
    return mark.test(text) ? [{ from: place.from, to: mark.lastIndex }] : []
  })
}

/** Words that are looked for, in parts where some between them were left out. */
export type Quote = readonly [Folded, ...Folded[]]

const omission = /\s*[[(]?\s*(?:…|\.\s?\.\s?\.)(?:\s?[.…])*\s*[\])]?\s*/

/** Undefined for what holds no word. */
export function readQuote(words: string): Quote | undefined {
  const [first, ...rest] = words.split(omission).flatMap((part) => trimmed(fold(part, 'plain')) ?? [])
  return first && [first, ...rest]
}

/** Writers put the full stop or comma of their own sentence before the closing mark. */
function trimmed(part: Folded): Folded | undefined {
  const end = part.text.replace(/[.,;:。、]+$/, '').length
  const start = /^[.,;:]*/.exec(part.text)?.[0].length ?? 0
  return end > start ? sliceFolded(part, start, end) : undefined
}

/** Where a quote stands, part by part; undefined when it does not. */
export function findQuote(index: QuoteIndex, quote: Quote): [Stretch, ...Stretch[]] | undefined {
  const [first, ...rest] = quote
  if (rest.length === 0) {
    const found = findPart(index.folded, first, 0)
    return found && [found]
  }
  // Parts as short as this would fit together anywhere.
  if (quote.some(({ text }) => text.length < shortestPart)) return undefined
  let from = 0
  for (let tries = 0; tries < mostTries; tries += 1) {
    const head = findPart(index.folded, first, from)
    if (!head) return undefined
    const tail = findRest(index.folded, rest, head.end)
    if (tail) return [head, ...tail]
    from = head.start + 1
  }
  return undefined
}

function findRest(folded: Folded, parts: readonly Folded[], start: number): Stretch[] | undefined {
  const found: Stretch[] = []
  let from = start
  for (const part of parts) {
    const next = findPart(folded, part, from, from + widestOmission)
    if (!next) return undefined
    found.push(next)
    from = next.end
  }
  return found
}

function findPart(folded: Folded, part: Folded, from: number, limit = Infinity): Stretch | undefined {
  return (
    search(folded, part, part.text, from, limit) ??
    // A sentence that begins in the middle of another gets a capital, and the other way round.
    search(folded, part, otherCase(part.text), from, limit)
  )
}

function search(folded: Folded, part: Folded, needle: string, from: number, limit: number): Stretch | undefined {
  const haystack = limit === Infinity ? folded.text : folded.text.slice(0, limit + needle.length)
  let start = haystack.indexOf(needle, from)
  for (let tries = 0; start !== -1 && tries < mostTries; tries += 1) {
    const end = start + needle.length
    if (!isInsideWord(folded, start) && !isInsideWord(folded, end) && isSpacedAlike(folded, part, start)) {
      return { start, end }
    }
    start = haystack.indexOf(needle, start + 1)
  }
  return undefined
}

function otherCase(text: string): string {
  const first = text.charAt(0)
  const lower = first.toLowerCase()
  const other = lower === first ? first.toUpperCase() : lower
  return other.length === 1 ? other + text.slice(1) : text
}

/** True if a word, or a letter with its accents, goes on across this border. */
function isInsideWord({ text, gaps }: Folded, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (at === 0 || at >= text.length || gaps[at] !== gap.none) return false
  return isWordUnit(unit) && isWordUnit(text.charCodeAt(at - 1))
}

/** White space counts where it parts words, but its kind and amount do not. */
function isSpacedAlike(folded: Folded, part: Folded, start: number): boolean {
  for (let index = 1; index < part.text.length; index += 1) {
    const [there, here] = [folded.gaps[start + index] ?? 0, part.gaps[index] ?? 0]
    if (there === here || there === gap.either || here === gap.either) continue
    if (isWordUnit(part.text.charCodeAt(index - 1)) && isWordUnit(part.text.charCodeAt(index))) return false
  }
  return true
}

/** The characters of the source from which a stretch comes. */
export function rangeOf({ folded }: QuoteIndex, { start, end }: Stretch, source: string): TextRange {
  const last = folded.from[end - 1] ?? 0
  return { from: folded.from[start] ?? 0, to: last + ((source.codePointAt(last) ?? 0) > 0xffff ? 2 : 1) }
}

/** The page or the second at which a character of the source stands. */
export function placeAt({ places }: QuoteIndex, at: number): TextPlace | undefined {
  return places.findLast((place) => place.from <= at)
}

/** What to look for on the page itself: the words in their folded form, and what stands around them. */
export function needleOf({ folded: { text } }: QuoteIndex, { start, end }: Stretch): PassageNeedle {
  return {
    text: text.slice(start, end),
    before: text.slice(Math.max(0, start - contextUnits), start),
    after: text.slice(end, end + contextUnits),
  }
}

/** Long enough to be meant as words of the page, and not as a title or a name. */
export function isSubstantial(quote: Quote): boolean {
  const { words, units, dense } = sizeOf(quote)
  return dense >= 6 || (words >= 3 && units >= 12)
}

/** Long enough to be worth a mark where it does stand on the page. */
export function isWorthMarking(quote: Quote): boolean {
  const { units, dense } = sizeOf(quote)
  return dense >= 2 || units >= 4
}

function sizeOf(quote: Quote): { words: number; units: number; dense: number } {
  let [words, units, dense] = [0, 0, 0]
  for (const { text, gaps } of quote) {
    units += text.length
    for (let index = 0; index < text.length; index += 1) {
      if (isDense(text.charCodeAt(index))) dense += 1
      if (index === 0 || gaps[index] !== gap.none) words += 1
    }
  }
  return { words, units, dense }
}
