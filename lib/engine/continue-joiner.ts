import type { ContinueManner } from '../prompts/continue'
import { gapBetween, openFence } from './continue-seam'

/** A repetition of more than this is looked for only from the very beginning of the answer. */
const longestOverlap = 400
/** What a model that goes on by itself says twice in a row may be meant: only more than this is taken for a repetition. */
const unaskedOverlap = 32
/** The same of a model that was told to repeat its last words, from the beginning of a word on and from within one. */
const askedOverlap = 8
const askedOverlapInWord = 16

/**
 * Joins what a model says now to what is kept of its answer. Holds the new text back until it is clear how much of it
 * was said before, drops exactly that, and from then on passes everything on. Blanks may differ; nothing else is guessed.
 */
export class Joiner {
  readonly #kept: string
  readonly #asked: boolean
  /** The kept text without its last blanks, runs of blanks as one; and those last blanks. */
  readonly #squeezed: string
  readonly #blanks: string
  /** The line that opened the code block in which the kept text ends. */
  #fence: string | undefined
  #reopened = false
  /** Where in the kept text the new one could begin anew, the longest repetition first. */
  #starts: number[]
  /** The longest repetition that is complete: its characters, squeezed. */
  #overlap = 0
  #held = ''
  /** The held text as far as it was looked at: how much of it, and squeezed, without blanks at its beginning. */
  #scanned = 0
  #read = ''
  #state: 'overlap' | 'seam' | 'joined' = 'overlap'

  constructor(kept: string, manner: ContinueManner) {
    const trimmed = kept.trimEnd()
    this.#kept = kept
    this.#asked = manner === 'asked'
    this.#squeezed = squeeze(trimmed)
    this.#blanks = kept.slice(trimmed.length)
    this.#fence = openFence(trimmed)
    this.#starts = startsIn(this.#squeezed, manner)
  }

  /** What of the piece, and of those held before, is new. */
  take(piece: string): string {
    if (this.#state === 'joined') return piece
    this.#held += piece
    return this.#advance(false)
  }

  /** The answer has ended: what is new of that which is still held. */
  end(): string {
    if (this.#state === 'joined') return ''
    // Broken off in the midst of repeating.
    const repeating = this.#starts.length > 0 && this.#read.length >= (this.#asked ? askedOverlap : unaskedOverlap)
    if (this.#state === 'overlap' && this.#overlap === 0 && repeating) return this.#release('')
    return this.#advance(true)
  }

  #advance(isLast: boolean): string {
    if (this.#fence !== undefined && !this.#passFence(this.#fence, isLast)) return ''
    if (this.#state === 'overlap' && !this.#passOverlap(isLast)) return ''
    return this.#passSeam(isLast)
  }

  /** A block of code that is opened anew with its language goes on: such a line could not have closed it. */
  #passFence(fence: string, isLast: boolean): boolean {
    const text = this.#held.trimStart()
    const line = text.split('\n', 1)[0] ?? ''
    const complete = line.length < text.length
    if (!complete && !isLast && fence.startsWith(line.trimEnd())) return false
    this.#fence = undefined
    if (complete && line.trimEnd() === fence) {
      this.#reopened = true
      this.#held = text.slice(line.length + 1)
      this.#starts.push(this.#squeezed.length - squeeze(lastLine(this.#kept.trimEnd())).length)
    }
    return true
  }

  #passOverlap(isLast: boolean): boolean {
    const from = this.#read.length
    const pieces = `${from === 0 ? ' ' : this.#read.slice(-1)}${this.#held.slice(this.#scanned)}`.replace(/\s+/g, ' ')
    const fresh = pieces.slice(1)
    this.#scanned = this.#held.length
    this.#read += fresh
    const length = this.#squeezed.length
    this.#starts = this.#starts.filter((start) => {
      const rest = this.#squeezed.slice(start + from, start + this.#read.length)
      if (!fresh.startsWith(rest)) return false
      if (start + this.#read.length < length) return true
      this.#overlap = Math.max(this.#overlap, length - start)
      return false
    })
    const longer = this.#starts.some((start) => length - start > this.#overlap)
    if (longer && !isLast) return false
    this.#held = this.#held.slice(rawLength(this.#held, this.#overlap))
    this.#state = 'seam'
    return true
  }

  /** The blanks at the seam may stand on both sides of it, or on neither. */
  #passSeam(isLast: boolean): string {
    const blanks = this.#blanks
    if (blanks !== '') {
      if (!isLast && this.#held.length < blanks.length && blanks.startsWith(this.#held)) return ''
      return this.#release(this.#held.startsWith(blanks) ? this.#held.slice(blanks.length) : this.#held)
    }
    if (this.#overlap > 0 || !(this.#asked || this.#reopened)) return this.#release(this.#held)
    // What a line is shows in its first characters.
    if (!isLast && this.#held.length < 4 && !this.#held.includes('\n')) return ''
    if (this.#reopened) return this.#release(`\n${this.#held}`)
    return this.#release(gapBetween(this.#kept, this.#held) + this.#held)
  }

  #release(text: string): string {
    this.#state = 'joined'
    this.#held = ''
    return text
  }
}

/** Where a repetition of the end of the kept text may begin. */
function startsIn(squeezed: string, manner: ContinueManner): number[] {
  const asked = manner === 'asked'
  const starts: number[] = []
  // From the very beginning: a server that says it first, or a model that starts all over.
  if (squeezed !== '' && (manner !== 'prefilled' || squeezed.length >= unaskedOverlap)) starts.push(0)
  for (let start = Math.max(1, squeezed.length - longestOverlap); start < squeezed.length; start++) {
    const length = squeezed.length - start
    const beginsWord = squeezed[start - 1] === ' '
    const least = asked ? (beginsWord ? askedOverlap : askedOverlapInWord) : unaskedOverlap
    if (length < least || (!asked && repeatsItself(squeezed.slice(start)))) continue
    starts.push(start)
  }
  return starts
}

/** A rule of a table, a row of dots: more of the same is meant, and no repetition. */
function repeatsItself(text: string): boolean {
  for (let period = 1; period <= text.length / 2; period++) {
    if (text.startsWith(text.slice(period))) return true
  }
  return false
}

/** Runs of blanks as one, none at the beginning. */
function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trimStart()
}

/** How many characters of a text make so many of the squeezed one. */
function rawLength(text: string, squeezedLength: number): number {
  if (squeezedLength === 0) return 0
  let length = 0
  let count = 0
  let blank = true
  for (; length < text.length && count < squeezedLength; length++) {
    const isBlank = /\s/.test(text[length] ?? '')
    if (!isBlank || !blank) count += 1
    blank = isBlank
  }
  return length
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1)
}
