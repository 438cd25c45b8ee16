import type { Message } from '../chat/message'
import type { call } from '../messaging/calls'
import type { Answering } from './answering'
import type { LiveAnswers } from './live-answers'

type Host = {
  call: typeof call
  answers: LiveAnswers
  answering: Answering
  focus: () => void
}

/** What can be done with answers that are read side by side. */
export class Comparing {
  readonly #host: Host

  constructor(host: Host) {
    this.#host = host
  }

  /** The answers that one is read side by side with, itself included; none where it stands alone. */
  beside(messageId: string): readonly Message[] {
    return this.#host.answers.comparisonOf(messageId)?.answers ?? []
  }

  /** Puts the question of an answer to other presets too. */
  start(messageId: string, presetIds: string[]): Promise<boolean> {
    const { call: ask, answering } = this.#host
    return answering.at(messageId, () => ask('compareRun', { messageId, presetIds }))
  }

  /** Goes on from one of the answers; the others stay as branches. */
  keep(messageId: string): Promise<void> {
    const { call: ask, answering, focus } = this.#host
    focus()
    return answering.tell(() => ask('keepAnswer', { messageId }))
  }

  /** Shows the answers to a question side by side again. */
  showAgain(questionId: string): Promise<void> {
    const { call: ask, answering } = this.#host
    return answering.tell(() => ask('showComparison', { questionId }))
  }
}
