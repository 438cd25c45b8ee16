import type { StreamEvent } from '../chat/stream-event'
import { overlap } from './overlap'

const tags = ['think', 'thinking', 'reasoning']

/**
 * Splits a `<think>…</think>` at the very start of an answer out of its text: local models write their thinking so
 * when nothing on the server takes it apart. A tag further on is text, since an answer may speak of tags. What could
 * be the beginning of a tag waits for the next piece; `end` gives back what still waits. Blank lines behind the tag are
 * the answer's: what a model wrote is not tidied up.
 */
export class ThinkSplitter {
  #state: 'start' | 'inside' | 'text' = 'start'
  #held = ''
  #closing = ''

  take(piece: string): StreamEvent[] {
    if (this.#state === 'text') return text(piece)
    this.#held += piece
    return this.#state === 'start' ? this.#atStart() : this.#inside()
  }

  end(): StreamEvent[] {
    const held = this.#held
    const inside = this.#state === 'inside'
    this.#held = ''
    this.#state = 'text'
    return inside ? reasoning(held) : text(held)
  }

  #atStart(): StreamEvent[] {
    const begun = this.#held.trimStart().toLowerCase()
    const tag = tags.find((name) => begun.startsWith(`<${name}>`))
    if (tag) {
      this.#state = 'inside'
      this.#closing = `</${tag}>`
      this.#held = this.#held.trimStart().slice(tag.length + 2)
      return this.#inside()
    }
    return tags.some((name) => `<${name}>`.startsWith(begun)) ? [] : this.end()
  }

  #inside(): StreamEvent[] {
    const end = this.#held.toLowerCase().indexOf(this.#closing)
    if (end === -1) {
      const waiting = overlap(this.#held.toLowerCase(), this.#closing)
      const ready = this.#held.slice(0, this.#held.length - waiting)
      this.#held = this.#held.slice(ready.length)
      return reasoning(ready)
    }
    const thought = this.#held.slice(0, end)
    this.#held = this.#held.slice(end + this.#closing.length)
    this.#state = 'text'
    return [...reasoning(thought), ...this.end()]
  }
}

function text(value: string): StreamEvent[] {
  return value === '' ? [] : [{ type: 'text-delta', text: value }]
}

function reasoning(value: string): StreamEvent[] {
  return value === '' ? [] : [{ type: 'reasoning-delta', text: value }]
}
