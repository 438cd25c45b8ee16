import { ChatError } from '../chat/chat-error'
import type { PendingAction } from '../chat/pending-action'
import type { call } from '../messaging/calls'
import { quickAction } from '../prompts/quick-actions'
import type { Chat } from './chat-store'

export type ActionTakerDependencies = {
  chat: Chat
  call: typeof call
  windowId: number
  createId: () => string
  /** Opens a stored conversation with its draft. */
  show: (conversationId: string) => Promise<void>
  /** BCP 47 tag for *translate*. */
  language: () => string
}

/** Carries out what was started from the menu or the keyboard: each action once, in order. */
export class ActionTaker {
  readonly #dependencies: ActionTakerDependencies
  /** Names this panel when it claims an action. */
  readonly #claimant: string
  /** An action whose settling failed is offered again; it must not be done again. */
  readonly #done = new Set<string>()
  #taking: Promise<void> | undefined

  constructor(dependencies: ActionTakerDependencies) {
    this.#dependencies = dependencies
    this.#claimant = dependencies.createId()
  }

  /** Takes whatever waits. Calls while it is at work join that work. */
  take(): Promise<void> {
    this.#taking ??= this.#takeAll().finally(() => (this.#taking = undefined))
    return this.#taking
  }

  async #takeAll(): Promise<void> {
    const { call: ask, chat, windowId } = this.#dependencies
    try {
      for (;;) {
        const action = await ask('claimPendingAction', { windowId, claimant: this.#claimant })
        if (!action) return
        if (!this.#done.has(action.id)) await this.#carryOut(action)
        this.#done.add(action.id)
        await ask('settlePendingAction', { id: action.id })
      }
    } catch (error) {
      chat.report(error)
    }
  }

  async #carryOut(pending: PendingAction): Promise<void> {
    const { chat, language, show } = this.#dependencies
    if (pending.action === 'show') return show(pending.conversationId)
    const { action, attachmentId, problem } = pending
    if (attachmentId === null) {
      chat.report(new ChatError('permission', problem ?? 'The selection could not be read.'))
      return
    }
    const question = quickAction(action)?.question
    if (question) {
      await chat.askAbout(attachmentId, question(language()), action)
    } else {
      chat.attach(attachmentId)
      chat.focusComposer()
    }
  }
}
