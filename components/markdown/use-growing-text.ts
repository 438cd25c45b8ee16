import { useEffect, useReducer, useState } from 'react'
import { nextFrame } from '../../lib/panel/in-frames'

/** Characters that are drawn in the task that brings them: many times what a model says in a frame. */
const drawnAtOnce = 1_000
/** Characters of a flood that are drawn together: parsing and drawing more would keep the page from answering a key. */
const stepSize = 14_000
/** Milliseconds in which a flood may gather. Every picture of a long answer costs its own, however little is new in it. */
const gatherMs = 80

/**
 * The part of a growing text that is to be drawn now. What comes in a flood is drawn in a few large steps, each in a task
 * of its own; what is there from the start is drawn whole.
 * @param grows more of it will come.
 */
export function useGrowingText(text: string, grows: boolean): { drawn: string; isBehind: boolean } {
  const [growth] = useState(() => new Growth(text.length))
  const [, draw] = useReducer((steps: number) => steps + 1, 0)
  const drawn = growth.update(text)
  const isBehind = drawn.length < text.length
  // The same for every word that is drawn as it comes: then nothing follows the picture.
  const behindAt = isBehind ? drawn.length : undefined
  const isDue = isBehind && (!grows || text.length - drawn.length >= stepSize)
  useEffect(() => {
    if (behindAt === undefined) return undefined
    return afterFrame(
      () => {
        growth.step()
        draw()
      },
      isDue ? 0 : gatherMs,
    )
  }, [growth, behindAt, isDue])
  return { drawn, isBehind }
}

/** Not in the frame itself: what is laid out and painted in it would make one long task with what is drawn. */
function afterFrame(run: () => void, inMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const forget = nextFrame(() => {
    timer = setTimeout(run, inMs)
  })
  return () => {
    forget()
    clearTimeout(timer)
  }
}

export class Growth {
  #reached: number
  /** Where the step begins that is to be taken. */
  #stepFrom: number | undefined

  /** @param reached characters that need no waiting. */
  constructor(reached: number) {
    this.#reached = reached
  }

  /** The next update goes a step further. */
  step(): void {
    this.#stepFrom = this.#reached
  }

  /** Takes the whole text each time, and gives as much of it as is drawn now. */
  update(text: string): string {
    const isFlood = text.length > this.#reached + drawnAtOnce
    if (!isFlood) this.#reached = text.length
    else if (this.#stepFrom === this.#reached) this.#reached = stepThrough(text, this.#reached)
    return text.slice(0, this.#reached)
  }
}

/** Whole lines where there are any: a line that is cut would be drawn twice. */
function stepThrough(text: string, from: number): number {
  const limit = Math.min(text.length, from + stepSize)
  const lineEnd = text.lastIndexOf('\n', limit - 1) + 1
  return lineEnd > from && limit < text.length ? lineEnd : limit
}
