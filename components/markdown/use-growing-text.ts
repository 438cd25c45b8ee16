import { useEffect, useReducer, useState } from 'react'
import { nextFrame } from '../../lib/panel/in-frames'

/** Characters that are new in one picture at most: parsing and drawing more would keep the page from answering a key. */
const mostAtOnce = 16_000

/**
 * The part of a growing text that is to be drawn now. What comes in a flood is drawn in several pictures, one after the
 * other; what is there from the start is drawn whole.
 */
export function useGrowingText(text: string): { drawn: string; isBehind: boolean } {
  const [growth] = useState(() => new Growth(text.length))
  const [, drawMore] = useReducer((pictures: number) => pictures + 1, 0)
  const drawn = growth.update(text)
  const isBehind = drawn.length < text.length
  // After every picture that leaves something over, whatever brought it about; the others are followed by nothing.
  const behindAt = isBehind ? drawn.length : 0
  useEffect(() => (behindAt > 0 ? nextFrame(drawMore) : undefined), [behindAt])
  return { drawn, isBehind }
}

export class Growth {
  #reached: number

  /** @param reached characters that need no waiting. */
  constructor(reached: number) {
    this.#reached = reached
  }

  /** Takes the whole text each time, and gives as much of it as one picture takes. */
  update(text: string): string {
    const limit = this.#reached + mostAtOnce
    if (text.length > limit) {
      // Whole lines where there are any: a line that is cut would be drawn twice.
      const lineEnd = text.lastIndexOf('\n', limit - 1) + 1
      this.#reached = lineEnd > this.#reached ? lineEnd : limit
    } else {
      this.#reached = text.length
    }
    return text.slice(0, this.#reached)
  }
}
