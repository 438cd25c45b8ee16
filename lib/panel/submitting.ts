import { holdsAttachment } from '../chat/attachment'
import type { Reading } from '../chat/coverage'
import type { Asking, Manner } from './asking'
import { emptyDraft, type ChatState } from './chat-state'
import type { TakenQuestion } from './drafting'
import { Planning, type PlanningDependencies } from './planning'

type Host = Omit<PlanningDependencies, 'show'> & {
  show: (view: Partial<ChatState>) => void
  asking: Asking
  giveBack: (question: TakenQuestion) => void
  /** What is being read now, as the promise of whether it became a chip; null when nothing is. */
  reading: () => Promise<boolean> | null
  /** Reads what a question without anything attached has to be about, as the promise of whether it may be sent; null: nothing. */
  readFirst: () => Promise<boolean> | null
  /** Takes a text that names a quick action. Returns whether it does. */
  command: ((text: string) => boolean) | undefined
  /** Answers once more, with what is attached read in this manner. */
  retry: (answerId: string, wish: { reading?: Reading }) => Promise<unknown>
}

/** Takes questions out of the composer, or from a button, to be asked; what does not fit is offered a plan before. */
export class Submitting {
  readonly #host: Host
  readonly #planning: Planning

  constructor(host: Host) {
    this.#host = host
    const { plan, fitsAnyway, state, show, report } = host
    this.#planning = new Planning({ plan, fitsAnyway, state, show, report })
  }

  get #state(): ChatState {
    return this.#host.state()
  }

  submit(): Promise<void> {
    return this.#submit(true)
  }

  #submit(mayRead: boolean): Promise<void> {
    const { conversationId, text, attachmentIds } = this.#state
    if (text.trim() === '' && !holdsAttachment(attachmentIds)) return Promise.resolve()
    if (this.#host.command?.(text)) return Promise.resolve()
    const isBare = mayRead && !holdsAttachment(attachmentIds)
    const reading = this.#host.reading() ?? (isBare ? this.#host.readFirst() : null)
    if (reading) return this.#submitWhenRead(reading)
    // Taken at once: what is typed from now on is the next question.
    this.#host.show(emptyDraft)
    return this.#plan({ conversationId, text, attachmentIds }, {}, emptyDraft)
  }

  /** What is being read was meant to go along. Where nothing comes of it, the reader decides anew. */
  async #submitWhenRead(reading: Promise<boolean>): Promise<void> {
    const { conversationId, sendsWhenRead } = this.#state
    if (sendsWhenRead) return
    this.#host.show({ sendsWhenRead: true })
    const isThere = await reading
    if (this.#state.conversationId !== conversationId) return
    this.#host.show({ sendsWhenRead: false })
    if (isThere) await this.#submit(false)
  }

  askAbout(
    question: Pick<TakenQuestion, 'text' | 'attachmentIds'>,
    manner: Manner,
    taken: Partial<Pick<TakenQuestion, 'text' | 'attachmentIds'>>,
  ): Promise<void> {
    this.#host.show(taken)
    return this.#plan({ conversationId: this.#state.conversationId, ...question }, manner, taken)
  }

  offerPlan(answerId: string): Promise<void> {
    const { conversationId } = this.#state
    return this.#planning.ask(
      { conversationId, answerId },
      {
        send: async (reading) => {
          await this.#host.retry(answerId, reading === undefined ? {} : { reading })
        },
        giveBack: () => {},
      },
    )
  }

  /** @param taken what leaves the draft when the reader, who got the question back with a plan, has chosen. */
  #plan(
    question: TakenQuestion,
    manner: Manner,
    taken: Partial<Pick<TakenQuestion, 'text' | 'attachmentIds'>>,
  ): Promise<void> {
    // A ready-made question has its words from a button: they are not the reader's, to be given back.
    const draft = manner.action === undefined ? question : { ...question, text: '' }
    const isOvertaken = this.#host.asking.watch()
    return this.#planning.ask(question, {
      send: (reading) => {
        if (reading) this.#host.show(taken)
        return this.#host.asking.send(question, { ...manner, reading, isOvertaken })
      },
      giveBack: () => this.#host.giveBack(draft),
    })
  }
}
