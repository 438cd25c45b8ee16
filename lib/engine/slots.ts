import type { PauseReason } from '../chat/message'
import type { Provider } from '../chat/provider'
import { waitFor, type PauseHooks } from './pause'

export type SlotOwner = Pick<Provider, 'id' | 'name' | 'limits'>

type Waiter = {
  provider: SlotOwner
  state: 'waiting' | 'inside' | 'gone'
  /** Who is in the way, as the reader was last told. */
  blockedBy: Blocker | undefined
  /** The reader overruled the provider's limit for this once. */
  overrules: boolean
  tell: () => void
  enter: () => void
}

/** `all`: as many answers are being written as may be at once, wherever. */
type Blocker = 'all' | 'provider'

/**
 * Who may write now. A run holds a slot from its first request to its end; the others wait in the order they came.
 * One who waits for a slot holds none, whatever it held before: so no two can wait for one another.
 */
export class Slots {
  readonly #maximum: number
  readonly #inside = new Map<string, number>()
  #waiting: Waiter[] = []

  /** @param maximum answers written at once, at all providers together. */
  constructor(maximum: number) {
    this.#maximum = maximum
  }

  /**
   * Resolves with the way to give the slot back, which works once.
   * @throws {ChatError} `aborted` when the signal comes first.
   */
  async take(provider: SlotOwner, signal: AbortSignal, hooks: PauseHooks): Promise<() => void> {
    const waiter: Waiter = {
      provider,
      state: 'waiting',
      blockedBy: undefined,
      overrules: false,
      tell: () => {},
      enter: () => {},
    }
    this.#waiting.push(waiter)
    this.#admit()
    try {
      if (waiter.state === 'waiting') {
        await this.#wait(waiter, signal, hooks)
        hooks.onResume()
      }
    } catch (error) {
      this.#leave(waiter)
      throw error
    }
    return () => this.#leave(waiter)
  }

  /**
   * A further slot for a run that holds one, if it is free at once and nobody waits for it.
   * @returns the way to give it back, or undefined.
   */
  takeSpare(provider: SlotOwner): (() => void) | undefined {
    if (this.#waiting.some((waiter) => waiter.blockedBy === 'all' || waiter.provider.id === provider.id))
      return undefined
    const waiter: Waiter = {
      provider,
      state: 'waiting',
      blockedBy: undefined,
      overrules: false,
      tell: () => {},
      enter: () => {},
    }
    if (this.#blockerOf(waiter, new Set()) !== undefined) return undefined
    this.#inside.set(provider.id, this.#at(provider.id) + 1)
    waiter.state = 'inside'
    return () => this.#leave(waiter)
  }

  #wait(waiter: Waiter, signal: AbortSignal, { onPause }: PauseHooks): Promise<void> {
    const overrule = () => {
      waiter.overrules = true
      this.#admit()
    }
    return waitFor(signal, (done, fail) => {
      waiter.enter = done
      waiter.tell = () => {
        try {
          // Only the user's own limit is the user's to overrule.
          if (waiter.blockedBy === 'provider') onPause(reasonOf(waiter), overrule)
          else onPause(reasonOf(waiter))
        } catch (error) {
          // Told while somebody else leaves: it must not become that one's failure.
          fail(error)
        }
      }
      waiter.tell()
      return () => this.#leave(waiter)
    })
  }

  #leave(waiter: Waiter): void {
    const { id } = waiter.provider
    if (waiter.state === 'inside') this.#inside.set(id, this.#at(id) - 1)
    else this.#waiting = this.#waiting.filter((other) => other !== waiter)
    const changed = waiter.state !== 'gone'
    waiter.state = 'gone'
    if (changed) this.#admit()
  }

  /** Lets in whoever may come in, first come first served; who has to wait at one provider lets those of others pass. */
  #admit(): void {
    const queued = new Set<string>()
    for (const waiter of this.#waiting) {
      if (waiter.state !== 'waiting') continue
      const { id } = waiter.provider
      const blockedBy = this.#blockerOf(waiter, queued)
      if (blockedBy === undefined) {
        this.#waiting = this.#waiting.filter((other) => other !== waiter)
        this.#inside.set(id, this.#at(id) + 1)
        waiter.state = 'inside'
        waiter.enter()
        continue
      }
      queued.add(id)
      if (blockedBy === waiter.blockedBy) continue
      waiter.blockedBy = blockedBy
      waiter.tell()
    }
  }

  #blockerOf({ provider, overrules }: Waiter, queued: ReadonlySet<string>): Blocker | undefined {
    const { id, limits } = provider
    const inside = [...this.#inside.values()].reduce((sum, count) => sum + count, 0)
    if (inside >= this.#maximum) return 'all'
    const full = limits.concurrentRuns !== undefined && this.#at(id) >= limits.concurrentRuns
    return !overrules && (full || queued.has(id)) ? 'provider' : undefined
  }

  #at(providerId: string): number {
    return this.#inside.get(providerId) ?? 0
  }
}

function reasonOf({ blockedBy, provider }: Waiter): PauseReason {
  return { reason: 'slot', ...(blockedBy === 'provider' ? { providerName: provider.name } : {}) }
}
