import { ChatError, toErrorInfo, type ErrorInfo } from '../chat/chat-error'
import { applyEvent, type Message } from '../chat/message'
import type { RunEvent } from '../chat/stream-event'
import type { PriceTable } from '../policy/cost'
import { Spending, type AnswerEvent, type Spent } from './continue-sums'
import type { PauseHooks } from './pause'
import { RunMeter } from './run-meter'
import { isWorkerEnd } from './worker-end'

/** Characters of text and reasoning together. A model in a loop must not fill the disk. */
const maximumCharacters = 8_000_000
const checkpointMs = 1_000

export type AnswerHooks = PauseHooks & {
  /** To be called when the server began to respond. */
  onHeaders: () => void
  /** To be called with the number of bytes of each piece that the server sends. */
  onBytes: (bytes: number) => void
  /** To be called with what is known of the prices of whoever is asked now. */
  onPrices: (prices: PriceTable) => void
  /** To be called with a failure that does not end the answer but that its reader should know of. */
  onProblem: (error: unknown) => void
}

export type RunDependencies = {
  /** The stored answer: empty, or what is kept of one that broke off. */
  message: Message
  /** What the answer had used before this run; absent where it begins the answer. */
  earlier?: Spent
  answer: (signal: AbortSignal, hooks: AnswerHooks) => AsyncIterable<AnswerEvent>
  store: (message: Message) => Promise<void>
  emit: (event: RunEvent) => void
  /** Milliseconds of a clock that never jumps. */
  now: () => number
  /** Milliseconds since the epoch. */
  clock: () => number
}

/**
 * One answer in flight. Folds the events into the message, stores it while it grows, and turns whatever ends it into
 * data: here, and nowhere else, an exception becomes an `ErrorInfo`.
 */
export class Run {
  #message: Message
  readonly #dependencies: RunDependencies
  readonly #controller = new AbortController()
  readonly #meter: RunMeter
  readonly #spending: Spending
  #characters = 0
  #lastStore: Promise<void> = Promise.resolve()
  #checkpointTimer: ReturnType<typeof setTimeout> | undefined
  #storeError: ErrorInfo | undefined
  #prices: PriceTable = { own: {}, listed: [] }
  /** Ends the pause before its time. */
  #skip: (() => void) | undefined

  constructor(dependencies: RunDependencies) {
    this.#dependencies = dependencies
    this.#message = dependencies.message
    this.#meter = new RunMeter(dependencies.now, dependencies.message.metrics)
    this.#spending = new Spending(dependencies.earlier)
  }

  /** The message as folded so far. */
  get message(): Message {
    return this.#message
  }

  stop(): void {
    this.#controller.abort()
  }

  /** Goes on now instead of when it is due. */
  skipWait(): void {
    this.#skip?.()
  }

  /** Resolves, and never rejects, when the end has been stored and announced. */
  async start(): Promise<void> {
    const { answer } = this.#dependencies
    let end: RunEvent[]
    try {
      const events = answer(this.#controller.signal, {
        onHeaders: () => this.#meter.headersCame(),
        onBytes: (bytes) => this.#meter.bytesCame(bytes),
        onPrices: (prices) => (this.#prices = prices),
        onPause: (reason, skip) => {
          this.#skip = skip
          this.#meter.paused(reason)
          const since = this.#dependencies.clock()
          this.#apply({ type: 'pause', pause: { ...reason, since, skippable: skip !== undefined } })
        },
        onResume: () => {
          this.#skip = undefined
          this.#meter.resumed()
          this.#apply({ type: 'resume' })
        },
        onProblem: (error) => this.#apply({ type: 'error', error: toErrorInfo(error) }),
      })
      for await (const event of events) {
        if (event.type === 'text-delta' || event.type === 'reasoning-delta') {
          this.#count(event.text)
          const { endsReasoning } = this.#meter.deltaCame(event.type === 'text-delta' ? 'writing' : 'reasoning')
          if (endsReasoning) this.#apply(this.#metrics())
        }
        for (const counted of this.#spending.count(event)) this.#apply(counted)
      }
      end = this.#successfulEnd()
    } catch (error) {
      end = this.#unsuccessfulEnd(error)
    }
    this.#meter.ended()
    const cost = this.#spending.cost(this.#message, this.#prices)
    const sums: RunEvent[] = [this.#metrics(), ...(cost ? [{ type: 'cost' as const, cost }] : [])]
    await this.#finish([...sums, ...end])
  }

  #unsuccessfulEnd(error: unknown): RunEvent[] {
    if (this.#controller.signal.aborted) return [{ type: 'status', status: 'stopped' }]
    if (isWorkerEnd(error)) return [{ type: 'status', status: 'interrupted' }]
    return [
      { type: 'error', error: toErrorInfo(error) },
      { type: 'status', status: 'failed' },
    ]
  }

  #successfulEnd(): RunEvent[] {
    const reason = this.#message.finishReason
    if (reason === undefined || reason.unified === 'error') {
      const error: ErrorInfo = {
        kind: 'bad-response',
        message: 'The provider broke off the answer with an error.',
        ...(reason?.raw === undefined ? {} : { detail: reason.raw }),
      }
      return [
        { type: 'error', error },
        { type: 'status', status: 'failed' },
      ]
    }
    return [{ type: 'status', status: 'complete' }]
  }

  #metrics(): RunEvent {
    return { type: 'metrics', metrics: this.#meter.read() }
  }

  #count(text: string): void {
    this.#characters += text.length
    if (this.#characters > maximumCharacters) {
      throw new ChatError('too-large', 'The answer grew past eight million characters and was ended there.')
    }
  }

  #publish(event: RunEvent): void {
    this.#message = applyEvent(this.#message, event)
    this.#dependencies.emit(event)
  }

  #apply(event: RunEvent): void {
    this.#publish(event)
    this.#checkpointTimer ??= setTimeout(() => {
      this.#checkpointTimer = undefined
      this.#publish(this.#metrics())
      void this.#store()
    }, checkpointMs)
  }

  /** Stores first, then announces: a panel that hears of the end finds it in the database. */
  async #finish(end: RunEvent[]): Promise<void> {
    clearTimeout(this.#checkpointTimer)
    const ended = end.reduce(applyEvent, this.#message)
    this.#message = ended
    await this.#store()
    for (const event of end) this.#dependencies.emit(event)
    if (this.#storeError) this.#dependencies.emit({ type: 'error', error: this.#storeError })
  }

  /** One write at a time, in order. A failed one does not end the answer, which can still be read and copied. */
  #store(): Promise<void> {
    const message = this.#message
    this.#lastStore = this.#lastStore.then(async () => {
      try {
        await this.#dependencies.store(message)
        this.#storeError = undefined
      } catch (error) {
        this.#storeError = toErrorInfo(error)
      }
    })
    return this.#lastStore
  }
}
