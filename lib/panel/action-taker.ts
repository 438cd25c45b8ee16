import type { PendingAction } from '../chat/pending-action'
import type { call } from '../messaging/calls'
import type { ActionRunner } from './action-runner'
import type { Chat } from './chat-store'

/** A long page takes longer to read than a claim lasts that nobody renews. */
const claimRenewalMs = 2_000

export type ActionTakerDependencies = {
  chat: Chat
  call: typeof call
  windowId: number
  createId: () => string
  runner: ActionRunner
  /** Opens a stored conversation with its draft. */
  show: (conversationId: string) => Promise<void>
}

/** Carries out what was started from the menus, the keyboard or the address bar: each action once, in order. */
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
    const { call: ask, chat } = this.#dependencies
    try {
      for (;;) {
        const action = await this.#claim()
        if (!action) return
        if (!this.#done.has(action.id)) {
          this.#done.add(action.id)
          const renewal = setInterval(() => void this.#claim().catch(() => undefined), claimRenewalMs)
          await this.#carryOut(action)
            .catch((error: unknown) => chat.report(error))
            .finally(() => clearInterval(renewal))
        }
        await ask('settlePendingAction', { id: action.id })
      }
    } catch (error) {
      chat.report(error)
    }
  }

  #claim(): Promise<PendingAction | null> {
    const { call: ask, windowId } = this.#dependencies
    return ask('claimPendingAction', { windowId, claimant: this.#claimant })
  }

  async #carryOut(pending: PendingAction): Promise<void> {
    const { chat, runner, show } = this.#dependencies
    switch (pending.kind) {
      case 'show':
        return show(pending.conversationId)
      case 'question':
        chat.newChat()
        return chat.askAbout({ text: pending.text, attachmentIds: pending.attachmentIds ?? [] }, {})
      case 'act':
        return runner.carryOut(pending)
    }
  }
}
