import type { StoreApi } from 'zustand/vanilla'
import type { Draft } from '../chat/conversation'
import type { call } from '../messaging/calls'
import type { ChatState } from './chat-state'
import { DraftSaver } from './draft-saver'

/** A question as it was taken from the composer, or made by an action. */
export type TakenQuestion = Pick<Draft, 'conversationId' | 'text' | 'attachmentIds'>

type Host = {
  call: typeof call
  store: StoreApi<ChatState>
  report: (error: unknown) => void
}

/** What is being written in the composer, stored as it grows. */
export class Drafting {
  readonly #host: Host
  readonly #saver = new DraftSaver(() => this.#save())

  constructor(host: Host) {
    this.#host = host
  }

  setText(text: string): void {
    this.#host.store.setState({ text })
    this.#saver.soon()
  }

  attach(attachmentId: string): void {
    this.#host.store.setState(({ attachmentIds }) => ({
      attachmentIds: attachmentIds.includes(attachmentId) ? attachmentIds : [...attachmentIds, attachmentId],
    }))
    this.flush()
  }

  detach(attachmentId: string): void {
    this.#host.store.setState(({ attachmentIds }) => ({
      attachmentIds: attachmentIds.filter((id) => id !== attachmentId),
    }))
    this.#saver.soon()
  }

  /** Puts another snapshot in the place of one; where that is not in the draft any more, at its end. */
  replace(attachmentId: string, by: string): void {
    this.#host.store.setState(({ attachmentIds }) => {
      const others = attachmentIds.filter((id) => id !== by)
      const stands = others.includes(attachmentId)
      return { attachmentIds: stands ? others.map((id) => (id === attachmentId ? by : id)) : [...others, by] }
    })
    this.flush()
  }

  /** Puts back what was not sent, before what has been written since; also when another conversation is shown. */
  giveBack({ conversationId, text, attachmentIds }: TakenQuestion): void {
    const { call: ask, store, report } = this.#host
    const { conversationId: shownId, text: written, attachmentIds: attached } = store.getState()
    if (shownId !== conversationId) {
      ask('saveDraft', { draft: { conversationId, text, attachmentIds } }).catch(report)
      return
    }
    const texts = [...new Set([text, written])].filter((one) => one.trim() !== '')
    store.setState({ text: texts.join('\n\n'), attachmentIds: [...new Set([...attachmentIds, ...attached])] })
    this.flush()
  }

  /** Stores the draft now: the panel may vanish at any moment after. */
  flush(): void {
    this.#saver.now()
  }

  /** Stores the draft a moment later, as while it is being typed. */
  saveSoon(): void {
    this.#saver.soon()
  }

  #save(): void {
    const { conversationId, text, attachmentIds } = this.#host.store.getState()
    this.#host.call('saveDraft', { draft: { conversationId, text, attachmentIds } }).catch(this.#host.report)
  }
}
