import type { Provider } from '../chat/provider'
import { msToWait, refill, take, type Bucket } from '../policy/rate-limit'
import { waitFor, type PauseHooks } from './pause'

/** Where the counts outlive the worker, which the browser may end between two questions. */
export type BucketStore = {
  load: (providerId: string) => Promise<Bucket | undefined>
  save: (providerId: string, bucket: Bucket) => Promise<void>
}

export type RatedProvider = Pick<Provider, 'id' | 'name' | 'limits'>

type Waiter = {
  perMinute: number
  done: () => void
  /** Tells the reader how long it will take, when that is news. */
  tell: (waitMs: number) => void
}

/** The requests of one provider. */
type Line = { id: string; bucket: Bucket | undefined; waiting: Waiter[]; timer?: ReturnType<typeof setTimeout> }

/** Two guesses of the same moment differ by what timers are late. */
const sameMomentMs = 500

/** Holds the user's requests per minute. Where they set no limit there is none, and nothing is counted. */
export class RateGate {
  readonly #store: BucketStore
  readonly #now: () => number
  readonly #lines = new Map<string, Promise<Line>>()

  /** @param now in milliseconds since the epoch. */
  constructor({ store, now }: { store: BucketStore; now: () => number }) {
    this.#store = store
    this.#now = now
  }

  /**
   * Counts one request. With hooks it waits for its turn, in the order of asking; without, nobody could see it wait,
   * so that it goes at once and those after it wait the longer.
   * @throws {ChatError} `aborted` when the signal comes first.
   */
  async pass(provider: RatedProvider, signal: AbortSignal, hooks?: PauseHooks): Promise<void> {
    if (provider.limits.requestsPerMinute === undefined) return
    const perMinute = provider.limits.requestsPerMinute
    const line = await this.#line(provider.id)
    if (!hooks || this.#isFree(line, perMinute)) return this.#count(line, perMinute)
    await this.#wait(line, { name: provider.name, perMinute }, signal, hooks)
    hooks.onResume()
  }

  /** Whether a request would not have to wait. */
  async isOpen(provider: RatedProvider): Promise<boolean> {
    const { requestsPerMinute } = provider.limits
    if (requestsPerMinute === undefined) return true
    return this.#isFree(await this.#line(provider.id), requestsPerMinute)
  }

  #isFree({ bucket, waiting }: Line, perMinute: number): boolean {
    return waiting.length === 0 && msToWait(bucket, perMinute, this.#now()) === 0
  }

  #wait(
    line: Line,
    { name, perMinute }: { name: string; perMinute: number },
    signal: AbortSignal,
    { onPause }: PauseHooks,
  ): Promise<void> {
    return waitFor(signal, (done, fail) => {
      let toldDue: number | undefined
      const leave = () => {
        line.waiting = line.waiting.filter((other) => other !== waiter)
        this.#advance(line)
      }
      const skip = () => {
        if (!line.waiting.includes(waiter)) return
        done()
        line.bucket = take(line.bucket, perMinute, this.#now())
        leave()
      }
      const waiter: Waiter = {
        perMinute,
        done,
        tell: (waitMs) => {
          const due = this.#now() + waitMs
          if (toldDue !== undefined && Math.abs(due - toldDue) < sameMomentMs) return
          toldDue = due
          try {
            onPause({ reason: 'rate-limit', providerName: name, requestsPerMinute: perMinute, waitMs }, skip)
          } catch (error) {
            fail(error)
            // Not within the walk over the line that told this one.
            queueMicrotask(leave)
          }
        },
      }
      line.waiting.push(waiter)
      this.#advance(line)
      return leave
    })
  }

  #count(line: Line, perMinute: number): void {
    line.bucket = take(line.bucket, perMinute, this.#now())
    this.#advance(line)
  }

  /** Lets out whoever's time has come, and wakes again when the next one's has. */
  #advance(line: Line): void {
    clearTimeout(line.timer)
    const now = this.#now()
    let next = line.waiting[0]
    while (next && msToWait(line.bucket, next.perMinute, now) === 0) {
      line.bucket = take(line.bucket, next.perMinute, now)
      line.waiting.shift()
      next.done()
      next = line.waiting[0]
    }
    if (next) this.#wakeFor(line, next.perMinute)
    for (const [index, { perMinute, tell }] of [...line.waiting].entries()) {
      tell(msToWait(line.bucket, perMinute, now, index + 1))
    }
    // A count that cannot be written still holds for as long as this worker lives.
    if (line.bucket) this.#store.save(line.id, line.bucket).catch(() => undefined)
  }

  #wakeFor(line: Line, perMinute: number): void {
    const bucket = refill(line.bucket, perMinute, this.#now())
    const wait = msToWait(bucket, perMinute, bucket.at)
    line.bucket = bucket
    line.timer = setTimeout(() => {
      // Waited is waited: a clock that was set back meanwhile must not ask for the same time twice.
      if (this.#now() < bucket.at + wait) {
        line.bucket = { ...refill(bucket, perMinute, bucket.at + wait), at: this.#now() }
      }
      this.#advance(line)
    }, wait)
  }

  #line(id: string): Promise<Line> {
    const known = this.#lines.get(id)
    if (known) return known
    // A count that cannot be read must not keep a question from being sent: it begins anew.
    const bucket = this.#store.load(id).catch(() => undefined)
    const line = bucket.then((stored): Line => ({ id, bucket: stored, waiting: [] }))
    this.#lines.set(id, line)
    return line
  }
}
