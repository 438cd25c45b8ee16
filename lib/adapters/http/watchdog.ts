import type { ChatError } from '../../chat/chat-error'
import type { Connection } from '../../chat/connection'
import { failure } from './failure'

type LimitName = 'headers' | 'idle' | 'progress' | 'total'

/**
 * Holds one request to its time limits and to the user's signal. Whoever ends the request first has the say: the
 * reason is kept here, because the browser calls a user's stop and our own time limit by the same name. Only timers
 * are used, no clock: a clock that jumps ends nothing.
 */
export class Watchdog {
  readonly #connection: Connection
  readonly #controller = new AbortController()
  readonly #userSignal: AbortSignal
  readonly #timers = new Map<LimitName, ReturnType<typeof setTimeout>>()
  readonly #onUserAbort: () => void
  #idleMs: number
  #reason: ChatError | undefined

  constructor(connection: Connection, userSignal: AbortSignal, headersMs: number) {
    this.#connection = connection
    this.#userSignal = userSignal
    this.#idleMs = connection.limits.idleMs
    this.#onUserAbort = () => this.end(failure(connection, 'aborted', 'Stopped.'))
    if (userSignal.aborted) this.#onUserAbort()
    userSignal.addEventListener('abort', this.#onUserAbort, { once: true })
    if (this.#reason) return
    this.#arm('headers', headersMs)
    this.#arm('total', connection.limits.totalMs)
  }

  /** Aborts when the user, a time limit or `end` does. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Why the request ended early, if it did. */
  get reason(): ChatError | undefined {
    return this.#reason
  }

  headersCame(): void {
    this.#disarm('headers')
    this.#arm('idle', this.#idleMs)
    this.#arm('progress', this.#connection.limits.progressMs)
  }

  /** Any bytes at all, a comment too. */
  bytesCame(): void {
    this.#arm('idle', this.#idleMs)
  }

  /** Something that means something. */
  eventCame(): void {
    this.#arm('progress', this.#connection.limits.progressMs)
  }

  /** The answer is complete but for details: wait no longer than this for the rest. */
  hurry(milliseconds: number): void {
    this.#idleMs = Math.min(this.#idleMs, milliseconds)
    this.#arm('idle', this.#idleMs)
  }

  throwIfEnded(): void {
    if (this.#reason) throw this.#reason
  }

  end(reason: ChatError): void {
    this.#reason ??= reason
    this.release()
    this.#controller.abort()
  }

  /** Stops watching. */
  release(): void {
    for (const name of this.#timers.keys()) this.#disarm(name)
    this.#userSignal.removeEventListener('abort', this.#onUserAbort)
  }

  /** Stops watching and closes the connection. */
  close(): void {
    this.release()
    this.#controller.abort()
  }

  #arm(name: LimitName, milliseconds: number): void {
    this.#disarm(name)
    if (this.signal.aborted) return
    this.#timers.set(
      name,
      setTimeout(() => this.end(this.#overdue(name, milliseconds)), milliseconds),
    )
  }

  #disarm(name: LimitName): void {
    clearTimeout(this.#timers.get(name))
    this.#timers.delete(name)
  }

  #overdue(name: LimitName, milliseconds: number): ChatError {
    const { providerName } = this.#connection
    const time = inWords(milliseconds)
    const sentences: Record<LimitName, string> = {
      headers: `${providerName} did not begin to answer within ${time}.`,
      total: `The answer took longer than ${time} and was stopped.`,
      idle: `${providerName} went silent for ${time} before the answer ended.`,
      progress: `${providerName} keeps the line open but has sent nothing of the answer for ${time}.`,
    }
    return failure(this.#connection, name === 'headers' || name === 'total' ? 'timeout' : 'stalled', sentences[name])
  }
}

function inWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 1) return `${milliseconds} milliseconds`
  if (seconds < 120) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
  return `${Math.round(seconds / 60)} minutes`
}
