import type { Reading } from '../chat/coverage'
import { idIn } from '../chat/temporary'
import type { call } from '../messaging/calls'
import type { Asking } from './asking'
import type { ChatState } from './chat-state'
import type { LiveAnswers } from './live-answers'

type Host = {
  call: typeof call
  createId: () => string
  /** The preset that the reader has chosen now. */
  presetId: () => string
  /** Who is asked besides. */
  comparedPresetIds: () => readonly string[]
  asking: Asking
  answers: LiveAnswers
  state: () => ChatState
  report: (error: unknown) => void
}

/** How a question that was asked already is to be answered again. */
export type RetryWish = { presetId?: string; record?: true; reading?: Reading }

/** What can be done with answers that are there, or being written. */
export class Answering {
  readonly #host: Host
  /** The answers at which something is just being asked for: a second click on them is the same one. */
  readonly #asked = new Set<string>()

  constructor(host: Host) {
    this.#host = host
  }

  isBusyAt(messageId: string): boolean {
    const { asking, answers } = this.#host
    return asking.busy && answers.comparisonOf(messageId) === undefined
  }

  readSection(messageId: string, section: number): Promise<boolean> {
    return this.#goOn(messageId, () => this.#host.call('readSection', { messageId, section }))
  }

  continue(messageId: string): Promise<boolean> {
    return this.#goOn(messageId, () => this.#host.call('continueRun', { messageId }))
  }

  retry(messageId: string, wish: RetryWish): Promise<boolean> {
    const { call: ask, presetId, answers } = this.#host
    // In a comparison each answer is its own model's.
    const own = answers.comparisonOf(messageId)?.answers.find(({ id }) => id === messageId)?.presetId
    return this.at(messageId, () => ask('retryRun', { messageId, presetId: own ?? presetId(), ...wish }))
  }

  askAnew(messageId: string, attachmentIds: string[], text?: string): Promise<boolean> {
    const { call: ask, asking, createId, presetId, comparedPresetIds } = this.#host
    const others = [...comparedPresetIds()]
    return asking.expect(() =>
      ask('askAnew', {
        messageId,
        questionId: idIn(messageId, createId),
        attachmentIds,
        presetId: presetId(),
        ...(others.length === 0 ? {} : { comparedPresetIds: others }),
        ...(text === undefined ? {} : { text }),
      }),
    )
  }

  sendNext(): Promise<boolean> {
    const { call: ask, asking, presetId, state } = this.#host
    return asking.expect(() => ask('sendNext', { conversationId: state().conversationId, presetId: presetId() }))
  }

  stop(messageId: string): Promise<void> {
    return this.tell(() => this.#host.call('stopRun', { messageId }))
  }

  stopAll(): Promise<void> {
    const { conversationId } = this.#host.state()
    return this.tell(() => this.#host.call('stopConversation', { conversationId }))
  }

  /** Says something to the worker, and shows why it could not be done. */
  async tell(say: () => Promise<void>): Promise<void> {
    try {
      await say()
    } catch (error) {
      this.#host.report(error)
    }
  }

  /** Writes on in the same message. */
  #goOn(messageId: string, begin: () => Promise<void>): Promise<boolean> {
    return this.at(messageId, async () => {
      await begin()
      return { answerId: messageId }
    })
  }

  /** Asks for something at an answer, also while those are being written that it is compared with. Returns whether it was. */
  async at(messageId: string, begin: () => Promise<{ answerId: string | null }>): Promise<boolean> {
    if (this.#asked.has(messageId)) return false
    this.#asked.add(messageId)
    const { asking, answers } = this.#host
    try {
      return await asking.expect(begin, answers.comparisonOf(messageId) !== undefined)
    } finally {
      this.#asked.delete(messageId)
    }
  }
}
