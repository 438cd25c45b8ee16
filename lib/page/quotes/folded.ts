import { sign, signOf } from './signs'

/** How a piece of folded text is parted from what stands before it. */
export const gap = { none: 0, space: 1, either: 2 } as const

/**
 * A text as words are compared: no white space, no marks, one form for each letter. Unit `i` of it comes from the
 * character at `from[i]` of the source, and `gaps[i]` says what stood before it.
 */
export type Folded = { text: string; from: Uint32Array; gaps: Uint8Array }

/** Collects folded text unit by unit. */
export class FoldedWriter {
  #units: Uint16Array
  #from: Uint32Array
  #gaps: Uint8Array
  /** What stands before the next unit is in `#gaps[#length]` already. */
  #length = 0
  /** Where the dash stands that waits for what follows it; -1 for none. */
  #dash = -1

  constructor(expected: number) {
    const room = expected + (expected >> 3) + 64
    this.#units = new Uint16Array(room)
    this.#from = new Uint32Array(room)
    this.#gaps = new Uint8Array(room)
  }

  get lastUnit(): number {
    return this.#length === 0 ? 0 : (this.#units[this.#length - 1] ?? 0)
  }

  /** Nothing stands between the last unit and what follows. */
  get isTight(): boolean {
    return this.#gaps[this.#length] === gap.none && this.#dash === -1
  }

  space(): void {
    if (this.#gaps[this.#length] === gap.none) this.#gaps[this.#length] = gap.space
  }

  /** White space may stand here, or not. */
  joint(): void {
    this.#gaps[this.#length] = gap.either
  }

  /**
   * Hyphens come and go at line ends and between words; only before a digit one is a sign that counts: “10–20”, “-5”.
   */
  dash(at: number): void {
    this.joint()
    this.#dash = at
  }

  write(unit: number, at: number): void {
    if (this.#dash !== -1) {
      const dash = this.#dash
      this.#dash = -1
      if (unit >= 0x30 && unit <= 0x39) {
        this.#put(0x2d, dash)
        this.joint()
      }
    }
    this.#put(unit, at)
  }

  /**
   * Writes what stands in a source from `start` to before `limit`, as far as it is letters that stand for one unit each
   * and white space on one line: nearly all of a text, in one tight loop.
   * @returns where the first character stands that needs a closer look.
   */
  run(source: string, start: number, limit: number): number {
    if (this.#dash !== -1) return start
    while (this.#length + (limit - start) >= this.#units.length) this.#grow()
    const [units, from, gaps] = [this.#units, this.#from, this.#gaps]
    let length = this.#length
    let at = start
    for (; at < limit; at += 1) {
      const found = signOf(source.charCodeAt(at))
      if (found > sign.last) {
        if (found >= 0xd800 && found <= 0xdbff) break
        units[length] = found
        from[length] = at
        length += 1
      } else if (found !== sign.space) break
      else if (gaps[length] === gap.none) gaps[length] = gap.space
    }
    this.#length = length
    return at
  }

  finish(): Folded {
    const length = this.#length
    return {
      // The buffers are hardly longer than what is in them: copying them would cost more than keeping their ends.
      text: utf16.decode(this.#units.subarray(0, length)),
      from: this.#from.subarray(0, length),
      gaps: this.#gaps.subarray(0, length),
    }
  }

  #put(unit: number, at: number): void {
    this.#units[this.#length] = unit
    this.#from[this.#length] = at
    this.#length += 1
    // There is always room for what stands before the next one.
    if (this.#length === this.#units.length) this.#grow()
  }

  #grow(): void {
    const room = this.#units.length * 2
    const [units, from, gaps] = [new Uint16Array(room), new Uint32Array(room), new Uint8Array(room)]
    units.set(this.#units)
    from.set(this.#from)
    gaps.set(this.#gaps)
    this.#units = units
    this.#from = from
    this.#gaps = gaps
  }
}

const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true })

/** The units from `start` to before `end`, as a folded text of its own. */
export function sliceFolded({ text, from, gaps }: Folded, start: number, end: number): Folded {
  return { text: text.slice(start, end), from: from.subarray(start, end), gaps: gaps.subarray(start, end) }
}

/** Letters and digits of scripts that part words by spaces. */
export function isWordUnit(unit: number): boolean {
  if (unit < 0x80)
    return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)
  if (unit < 0xaa) return false
  return !isDense(unit) && !(unit >= 0x2000 && unit < 0x2c00)
}

/** Scripts that do not: Chinese, Japanese, Thai, Lao, Khmer, Burmese. */
export function isDense(unit: number): boolean {
  return (
    (unit >= 0x2e80 && unit < 0xa4d0) ||
    (unit >= 0xf900 && unit < 0xfb00) ||
    (unit >= 0xff00 && unit < 0xfff0) ||
    (unit >= 0xd800 && unit < 0xe000) ||
    (unit >= 0x0e00 && unit < 0x0f00) ||
    (unit >= 0x1000 && unit < 0x10a0) ||
    (unit >= 0x1780 && unit < 0x1800)
  )
}
