import { announces, type MessageEvent, type PortMessage } from './port'

/** Half a frame. Who listens draws once a frame: a whole one here, too, would be waited for twice. */
const gatherMs = 8

/**
 * Gathers events into two messages a frame at most; neighbouring deltas of one kind become one. The first event after a pause
 * leaves at once, and so do an answer's first words behind its beginning.
 */
export class Batcher {
  readonly #send: (message: PortMessage) => void
  #seq: number
  #waiting: MessageEvent[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(send: (message: PortMessage) => void, seq: number) {
    this.#send = send
    this.#seq = seq
  }

  push(event: MessageEvent): void {
    const last = this.#waiting.at(-1)
    const joined = last && join(last, event)
    if (joined) this.#waiting.splice(-1, 1, joined)
    else this.#waiting.push(event)
    if (this.#timer === undefined) this.#flush()
  }

  /** Ends the batching; what still waits is dropped with the port it was for. */
  close(): void {
    clearTimeout(this.#timer)
    this.#waiting = []
  }

  #flush(): void {
    this.#timer = undefined
    if (this.#waiting.length === 0) return
    const events = this.#waiting
    this.#waiting = []
    this.#seq += 1
    if (!events.every(announces)) this.#timer = setTimeout(() => this.#flush(), gatherMs)
    this.#send({ type: 'events', seq: this.#seq, events })
  }
}

function join(one: MessageEvent, next: MessageEvent): MessageEvent | undefined {
  if (one.messageId !== next.messageId) return undefined
  const [a, b] = [one.event, next.event]
  if ((a.type === 'text-delta' || a.type === 'reasoning-delta') && a.type === b.type) {
    return { messageId: one.messageId, event: { type: a.type, text: a.text + b.text } }
  }
  return undefined
}
