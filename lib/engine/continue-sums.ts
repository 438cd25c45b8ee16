import type { Cost, Message } from '../chat/message'
import type { CoverageEvent } from '../chat/coverage'
import type { PresetEvent, StreamEvent } from '../chat/stream-event'
import { addUsage, mergeUsage, type Usage } from '../chat/usage'
import { costOf, type PriceTable } from '../policy/cost'

/** What whoever writes an answer tells of it. */
export type AnswerEvent = StreamEvent | PresetEvent | CoverageEvent

/** What an answer had used and cost before a run went on with it. */
export type Spent = Pick<Message, 'usage' | 'cost'>

/** Counts what a run uses, together with what its answer had used before. */
export class Spending {
  /** Undefined: the run begins its answer. */
  readonly #earlier: Spent | undefined
  #own: Usage | undefined

  constructor(earlier: Spent | undefined) {
    this.#earlier = earlier
  }

  /** The event with totals in the place of the run's own figures. */
  count(event: AnswerEvent): AnswerEvent[] {
    const earlier = this.#earlier?.usage
    if (event.type === 'preset') {
      this.#own = undefined
      return earlier ? [event, { type: 'usage', usage: earlier }] : [event]
    }
    if (event.type !== 'usage') return [event]
    this.#own = mergeUsage(this.#own, event.usage)
    return [{ type: 'usage', usage: addUsage(earlier, this.#own) ?? {} }]
  }

  /** Undefined where a part of it is not known: half a sum would pass for a whole one. */
  cost(message: Message, prices: PriceTable): Cost | undefined {
    const { usage: _together, ...rest } = message
    const own = costOf({ ...rest, ...(this.#own ? { usage: this.#own } : {}) }, prices)
    if (!this.#earlier) return own
    const { cost: before } = this.#earlier
    if (!own || !before) return undefined
    // The word of the one that is less sure.
    return { usd: before.usd + own.usd, source: own.source === 'reported' ? before.source : own.source }
  }
}
