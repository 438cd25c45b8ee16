import { toErrorInfo } from '../chat/chat-error'
import type { Reading } from '../chat/coverage'
import type { QuickActionId } from '../chat/quick-action'
import { idIn } from '../chat/temporary'
import type { call } from '../messaging/calls'
import type { ChatState } from './chat-state'
import type { TakenQuestion } from './drafting'
import type { LiveAnswers } from './live-answers'

/** How it is asked. */
export type Manner = {
  action?: QuickActionId
  /** Who answers, where that is not whom the reader has chosen. */
  presetId?: string | undefined
  reading?: Reading | undefined
  /** As `Asking.watch` told when the reader asked. */
  isOvertaken?: () => boolean
}

type Host = {
  call: typeof call
  createId: () => string
  presetId: () => string
  /** Who else is asked. */
  comparedPresetIds: () => readonly string[]
  answers: LiveAnswers
  state: () => ChatState
  show: (view: Partial<ChatState>) => void
  report: (error: unknown) => void
  /** Stores the draft, in a moment. */
  saveDraft: () => void
  /** Puts back into its draft what was not sent. */
  giveBack: (question: TakenQuestion) => void
}

/** Asks the worker for answers and listens before it does, so that no first word is missed. */
export class Asking {
  readonly #host: Host
  /** By conversation: when the question that was sent last is stored, or is not going to be. */
  readonly #sending = new Map<string, Promise<void>>()

  /** Questions sent so far. */
  #sent = 0

  constructor(host: Host) {
    this.#host = host
  }

  /** True while the shown conversation's answer is being written, as far as the panel knows. */
  get busy(): boolean {
    const { sent, runningIds } = this.#host.state()
    return sent !== null || runningIds.length > 0
  }

  /**
   * To be called when the reader asks, since it may be a while until the question is sent. What comes back tells then
   * whether another window has asked meanwhile.
   */
  watch(): () => boolean {
    const [wasBusy, sent] = [this.busy, this.#sent]
    return () => !wasBusy && this.#sent === sent && this.busy
  }

  /**
   * Sends or queues a question, also of a conversation that is no longer shown. It comes back into its draft when it could
   * not be stored. Its id is ours, so that the same click can never be stored twice.
   */
  async send(question: TakenQuestion, { action, presetId: named, reading, isOvertaken }: Manner): Promise<void> {
    const { call: ask, createId, presetId, answers, state, show } = this.#host
    const { conversationId, text, attachmentIds } = question
    const questionId = idIn(conversationId, createId)
    const isShown = () => state().conversationId === conversationId
    // Behind an answer it is shown by the queue, as soon as the database has it.
    const isBehind = isShown() && this.busy
    const expected = isShown() && !isBehind
    const overtakenBefore = isBehind && isOvertaken?.() === true
    this.#sent += 1
    if (isShown()) show({ problem: null, overtaken: null })
    if (expected) {
      show({ sent: { questionId, text, attachmentIds } })
      answers.expect()
    }
    // Who is named for this question answers it alone.
    const comparedPresetIds = named === undefined ? [...this.#host.comparedPresetIds()] : []
    const asked = {
      ...question,
      questionId,
      presetId: named ?? presetId(),
      ...(comparedPresetIds.length > 0 && { comparedPresetIds }),
      ...(action && { action }),
      ...(reading && { reading }),
      ...(isBehind && { behind: true }),
    }
    try {
      // A worker may die between storing the question and saying so. The next one knows it by its id.
      const { answerId } = await this.#inOrder(conversationId, () =>
        ask('startRun', asked).catch((error: unknown) => {
          if (toErrorInfo(error).kind === 'internal') return ask('startRun', { ...asked, again: true })
          throw error
        }),
      )
      if (expected) answers.expectIn(conversationId, answerId)
      // Another window asked here first: the question is in the queue.
      const overtaken = overtakenBefore ? isShown() : expected && answerId === null && this.#unexpect(questionId)
      if (overtaken && answerId === null) show({ overtaken: questionId })
      // What is left in the composer, often nothing, is the draft now. Not at once: the worker is about to send.
      if (isShown()) this.#host.saveDraft()
    } catch (error) {
      this.#unexpect(questionId)
      this.#host.report(error)
      this.#host.giveBack(question)
    }
  }

  /**
   * Asks for an answer in the shown conversation.
   * @param beside others that are being written there are no hindrance: it is compared with them.
   * @returns whether it was asked for.
   */
  async expect(begin: () => Promise<{ answerId: string | null }>, beside = false): Promise<boolean> {
    if (this.busy && !beside) return false
    const { answers, state, report } = this.#host
    const { conversationId } = state()
    answers.expect()
    try {
      answers.expectIn(conversationId, (await begin()).answerId)
      return true
    } catch (error) {
      answers.expectIn(conversationId, null)
      report(error)
      return false
    }
  }

  /** A question that has to be sent once more, since its worker died, must not be overtaken by the next one. */
  #inOrder<Reply>(conversationId: string, send: () => Promise<Reply>): Promise<Reply> {
    const earlier = this.#sending.get(conversationId)
    const reply = earlier ? earlier.then(send) : send()
    const settled = reply.then(
      () => undefined,
      () => undefined,
    )
    this.#sending.set(conversationId, settled)
    void settled.then(() => {
      if (this.#sending.get(conversationId) === settled) this.#sending.delete(conversationId)
    })
    return reply
  }

  /** Whether the question was still expected in the thread. */
  #unexpect(questionId: string): boolean {
    const { answers, state, show } = this.#host
    if (state().sent?.questionId !== questionId) return false
    show({ sent: null })
    answers.expectIn(state().conversationId, null)
    return true
  }
}
