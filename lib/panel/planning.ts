import type { Reading } from '../chat/coverage'
import type { ReadingPlan } from '../chat/reading-plan'
import type { ChatState } from './chat-state'

/** A question that is about to be asked, or the answer whose question is to be asked again. */
export type PlannedQuestion = { conversationId: string } & (
  | { text: string; attachmentIds: string[] }
  | { answerId: string }
)

/** A plan that waits for the reader's choice. */
export type OfferedPlan = {
  plan: ReadingPlan
  choose: (reading: Reading) => void
  /** Present where the question has been sent already. */
  answerId?: string
}

export type PlanningDependencies = {
  /** Undefined where the question fits, as far as can be known. */
  plan: ((question: PlannedQuestion) => Promise<ReadingPlan | undefined>) | undefined
  /** Whether nothing can be too long, as is known without reading anything: so the reader does not wait. */
  fitsAnyway: (question: PlannedQuestion) => boolean
  state: () => ChatState
  show: (view: Pick<ChatState, 'plan'>) => void
  report: (error: unknown) => void
}

type Ways = {
  /** Asks it: with what the reader chose, or as it is. */
  send: (reading?: Reading) => Promise<void>
  /** Puts it back where it came from, until the reader has chosen. */
  giveBack: () => void
}

/** Looks whether a question fits before it is asked, one question after the other, and lets the reader choose where not. */
export class Planning {
  readonly #dependencies: PlanningDependencies
  #last: Promise<void> = Promise.resolve()
  /** How many are being looked at, or wait for that. */
  #underWay = 0

  constructor(dependencies: PlanningDependencies) {
    this.#dependencies = dependencies
  }

  /** Resolves when the question is asked, or given back because the reader has to choose. */
  ask(question: PlannedQuestion, ways: Ways): Promise<void> {
    const { plan, fitsAnyway, state } = this.#dependencies
    if (!plan || (this.#underWay === 0 && !state().plan && fitsAnyway(question))) return ways.send()
    this.#underWay += 1
    const asked = this.#last.then(() => this.#ask(question, ways)).finally(() => (this.#underWay -= 1))
    this.#last = asked.catch(() => undefined)
    return asked
  }

  async #ask(question: PlannedQuestion, { send, giveBack }: Ways): Promise<void> {
    const { plan, state, show, report } = this.#dependencies
    // The reader is choosing for the question before it.
    if (state().plan) return giveBack()
    let found: ReadingPlan | undefined
    try {
      found = await plan?.(question)
    } catch (error) {
      // Without a plan the server says whether it fits.
      report(error)
    }
    if (!found) return send()
    giveBack()
    if (state().conversationId !== question.conversationId) return
    const choose = (reading: Reading) => {
      show({ plan: null })
      void send(reading)
    }
    show({ plan: { plan: found, choose, ...('answerId' in question ? { answerId: question.answerId } : {}) } })
  }
}
