import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AttachmentKind, Snapshot } from '../chat/attachment'
import { ChatError, toErrorInfo } from '../chat/chat-error'
import type { Draft } from '../chat/conversation'
import type { Message } from '../chat/message'
import type { QuickActionId } from '../chat/pending-action'
import type { call } from '../messaging/calls'
import { emptyDraft, emptyView, type ChatState } from './chat-state'
import { DraftSaver } from './draft-saver'
import { LiveAnswers } from './live-answers'
import type { followConversation } from './port-client'

export type ChatDependencies = {
  call: typeof call
  follow: typeof followConversation
  readPage: () => Promise<Snapshot>
  readSelection: () => Promise<Snapshot>
  createId: () => string
  windowId: number
  /** The preset a question is sent with. */
  presetId: () => string
}

export class Chat {
  readonly store: StoreApi<ChatState>
  readonly #dependencies: ChatDependencies
  readonly #answers: LiveAnswers
  readonly #draft = new DraftSaver(() => this.#saveDraft())

  constructor(dependencies: ChatDependencies) {
    this.#dependencies = dependencies
    this.store = createStore<ChatState>(() => ({
      ...emptyView,
      conversationId: dependencies.createId(),
      focusRequests: 0,
    }))
    this.#answers = new LiveAnswers(dependencies.follow, (view) => this.store.setState(view))
    this.#answers.open(this.#state.conversationId)
  }

  get #state(): ChatState {
    return this.store.getState()
  }

  /** True while this conversation's answer is being written, as far as the panel knows. */
  get busy(): boolean {
    return this.#state.sent !== null || this.#state.runningId !== null
  }

  /** Shows a stored conversation with its draft. */
  open(conversationId: string, draft: Pick<Draft, 'text' | 'attachmentIds'> = emptyDraft): void {
    this.flushDraft()
    const { text, attachmentIds } = draft
    this.store.setState({ ...emptyView, conversationId, text, attachmentIds })
    this.#answers.open(conversationId)
    this.#background(this.#dependencies.call('saveView', { windowId: this.#dependencies.windowId, conversationId }))
  }

  newChat(): void {
    this.open(this.#dependencies.createId())
    this.focusComposer()
  }

  focusComposer(): void {
    this.store.setState(({ focusRequests }) => ({ focusRequests: focusRequests + 1 }))
  }

  setText(text: string): void {
    this.store.setState({ text })
    this.#draft.soon()
  }

  /** Says that what was put in is too long. What was there before stays. */
  refuseLength(): void {
    this.report(new ChatError('bad-request', 'A question cannot be longer than 400,000 characters: put in less.'))
  }

  attach(attachmentId: string): void {
    this.store.setState(({ attachmentIds }) => ({
      attachmentIds: attachmentIds.includes(attachmentId) ? attachmentIds : [...attachmentIds, attachmentId],
    }))
    this.flushDraft()
  }

  detach(attachmentId: string): void {
    this.store.setState(({ attachmentIds }) => ({ attachmentIds: attachmentIds.filter((id) => id !== attachmentId) }))
    this.#draft.soon()
  }

  /** Shows a failure that belongs to no answer. */
  report(error: unknown): void {
    this.store.setState({ problem: { error: toErrorInfo(error) } })
  }

  dismissProblem(): void {
    this.store.setState({ problem: null })
  }

  /** Reads the page, or what is selected on it, into a chip. Returns whether there is one now. */
  read(kind: 'page' | 'selection'): Promise<boolean> {
    const { readPage, readSelection } = this.#dependencies
    return this.take(kind, async () => [await (kind === 'page' ? readPage() : readSelection())])
  }

  /**
   * Takes snapshots from wherever `capture` finds them, one at a time, into chips; meanwhile the composer says what is
   * being read. Returns whether all of it became chips.
   */
  async take(kind: AttachmentKind, capture: () => Promise<readonly Snapshot[]>): Promise<boolean> {
    if (this.#state.reading) return false
    const { conversationId } = this.#state
    this.store.setState({ reading: kind, problem: null })
    try {
      for (const snapshot of await capture()) {
        // oxlint-disable-next-line no-await-in-loop -- chips stand in the order of what was chosen
        const attachment = await this.#dependencies.call('saveAttachment', { snapshot })
        if (this.#state.conversationId !== conversationId) return false
        this.attach(attachment.id)
      }
      this.focusComposer()
      return true
    } catch (error) {
      this.store.setState({ problem: { error: toErrorInfo(error), again: () => void this.take(kind, capture) } })
      return false
    } finally {
      this.store.setState({ reading: null })
    }
  }

  /** Sends the draft, or queues it behind the answer that is being written. It comes back when it could not be stored. */
  async submit(): Promise<void> {
    const { conversationId, text, attachmentIds } = this.#state
    if (text.trim() === '' && attachmentIds.length === 0) return
    this.store.setState(emptyDraft)
    if (!(await this.#send(text, attachmentIds))) this.#giveBack(conversationId, text, attachmentIds)
  }

  /** Sends a ready-made question about what is attached, or about the page when nothing is. */
  async ask(question: string, action: QuickActionId): Promise<void> {
    if (this.busy) return
    if (this.#state.attachmentIds.length === 0 && !(await this.read('page'))) return
    const { conversationId, attachmentIds } = this.#state
    this.store.setState({ attachmentIds: [] })
    if (!(await this.#send(question, attachmentIds, action))) this.#giveBack(conversationId, '', attachmentIds)
  }

  /** Sends or queues a ready-made question about one attachment and leaves the draft alone. */
  async askAbout(attachmentId: string, question: string, action: QuickActionId): Promise<void> {
    const { conversationId } = this.#state
    if (!(await this.#send(question, [attachmentId], action))) this.#giveBack(conversationId, '', [attachmentId])
  }

  /** Puts back into the composer what was edited in the queue when it was too late for that. */
  keep({ conversationId, text, attachmentIds }: Pick<Draft, 'conversationId' | 'text' | 'attachmentIds'>): void {
    this.#giveBack(conversationId, text, attachmentIds)
  }

  /** Asks the next queued question although the answer before it is not complete. */
  sendNext(): Promise<void> {
    const { conversationId } = this.#state
    const { call: ask, presetId } = this.#dependencies
    return this.#expect(() => ask('sendNext', { conversationId, presetId: presetId() }))
  }

  async stop(messageId: string): Promise<void> {
    this.focusComposer()
    try {
      await this.#dependencies.call('stopRun', { messageId })
    } catch (error) {
      this.report(error)
    }
  }

  /** Goes on with an answer that broke off, as the same message. */
  continue(messageId: string): Promise<void> {
    return this.#expect(async () => {
      await this.#dependencies.call('continueRun', { messageId })
      return { answerId: messageId }
    })
  }

  /** Another answer to the same question, from the chosen model or another, recorded where that is wished. */
  retry(messageId: string, wish: { presetId?: string; record?: true } = {}): Promise<void> {
    const { call: ask, presetId } = this.#dependencies
    return this.#expect(() => ask('retryRun', { messageId, presetId: presetId(), ...wish }))
  }

  /** Tells the store what the database shows of this conversation. */
  sync(stored: readonly Message[]): void {
    const { sent } = this.#state
    if (sent && stored.some(({ id }) => id === sent.questionId)) this.store.setState({ sent: null })
    this.#answers.sync(stored)
  }

  /** Stores the draft now: the panel may vanish at any moment after. */
  flushDraft(): void {
    this.#draft.now()
  }

  #saveDraft(): void {
    const { conversationId, text, attachmentIds } = this.#state
    this.#background(this.#dependencies.call('saveDraft', { draft: { conversationId, text, attachmentIds } }))
  }

  /** Whether the question is stored. Its id is ours, so that the same click can never be stored twice. */
  async #send(text: string, attachmentIds: string[], action?: QuickActionId): Promise<boolean> {
    const { conversationId } = this.#state
    const { call: ask, createId, presetId, windowId } = this.#dependencies
    const questionId = createId()
    // Behind an answer it is shown by the queue, as soon as the database has it.
    const expected = !this.busy
    this.store.setState({ problem: null, overtaken: null })
    if (expected) {
      this.store.setState({ sent: { questionId, text, attachmentIds } })
      this.#answers.expect()
    }
    const question = { conversationId, questionId, text, attachmentIds, presetId: presetId() }
    const asked = { ...question, ...(action === undefined ? {} : { action }) }
    try {
      // A worker may die between storing the question and saying so. The next one knows it by its id.
      const { answerId } = await ask('startRun', asked).catch((error: unknown) => {
        if (toErrorInfo(error).kind === 'internal') return ask('startRun', { ...asked, again: true })
        throw error
      })
      if (expected) this.#answers.expectIn(conversationId, answerId)
      if (expected && answerId === null) this.#wasOvertaken(questionId)
      // What is left in the composer, often nothing, is the draft now.
      if (this.#state.conversationId === conversationId) this.flushDraft()
      this.#background(ask('saveView', { windowId, conversationId: this.#state.conversationId }))
      return true
    } catch (error) {
      this.#unexpect(questionId)
      this.report(error)
      return false
    }
  }

  /** Asks for an answer in the shown conversation, listening before, so that no first word is missed. */
  async #expect(begin: () => Promise<{ answerId: string | null }>): Promise<void> {
    if (this.busy) return
    const { conversationId } = this.#state
    this.#answers.expect()
    try {
      this.#answers.expectIn(conversationId, (await begin()).answerId)
    } catch (error) {
      this.#answers.expectIn(conversationId, null)
      this.report(error)
    }
  }

  /** Another window asked here first: the question is in the queue. */
  #wasOvertaken(questionId: string): void {
    if (this.#unexpect(questionId)) this.store.setState({ overtaken: questionId })
  }

  /** Whether the question was still expected in the thread. */
  #unexpect(questionId: string): boolean {
    if (this.#state.sent?.questionId !== questionId) return false
    this.store.setState({ sent: null })
    this.#answers.expectIn(this.#state.conversationId, null)
    return true
  }

  /** Puts back into the draft what could not be sent, also when another conversation is shown by now. */
  #giveBack(conversationId: string, text: string, attachmentIds: string[]): void {
    if (this.#state.conversationId !== conversationId) {
      this.#background(this.#dependencies.call('saveDraft', { draft: { conversationId, text, attachmentIds } }))
      return
    }
    this.store.setState((state) => ({
      text: state.text === '' ? text : state.text,
      attachmentIds: [...new Set([...attachmentIds, ...state.attachmentIds])],
    }))
    this.flushDraft()
  }

  #background(promise: Promise<unknown>): void {
    promise.catch((error: unknown) => this.report(error))
  }
}
