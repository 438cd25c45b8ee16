import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AttachmentKind, Snapshot } from '../chat/attachment'
import { ChatError, toErrorInfo } from '../chat/chat-error'
import type { Draft } from '../chat/conversation'
import type { Reading } from '../chat/coverage'
import type { Message } from '../chat/message'
import type { QuickActionId } from '../chat/pending-action'
import type { call } from '../messaging/calls'
import { Asking, type Manner, type TakenQuestion } from './asking'
import { Capturing, type Capture } from './capturing'
import { emptyDraft, emptyView, type ChatState } from './chat-state'
import { DraftSaver } from './draft-saver'
import { LiveAnswers } from './live-answers'
import { Planning, type PlanningDependencies } from './planning'
import type { followConversation } from './port-client'

export type ChatDependencies = {
  call: typeof call
  follow: typeof followConversation
  /** `signal`: the reader wants it no more. */
  readPage: (signal: AbortSignal) => Promise<Snapshot>
  readSelection: () => Promise<Snapshot>
  createId: () => string
  windowId: number
  /** The preset a question is sent with. */
  presetId: () => string
  /** What can be done with a question that does not fit. Absent: every question is sent whole. */
  plan?: PlanningDependencies['plan']
}

export class Chat {
  readonly store: StoreApi<ChatState>
  readonly #dependencies: ChatDependencies
  readonly #answers: LiveAnswers
  readonly #draft = new DraftSaver(() => this.#saveDraft())
  readonly #capturing: Capturing
  readonly #planning: Planning
  readonly #asking: Asking

  constructor(dependencies: ChatDependencies) {
    this.#dependencies = dependencies
    this.store = createStore<ChatState>(() => ({
      ...emptyView,
      conversationId: dependencies.createId(),
      focusRequests: 0,
    }))
    this.#capturing = new Capturing({
      state: () => this.#state,
      show: (view) => this.store.setState(view),
      store: async (snapshot) => (await dependencies.call('saveAttachment', { snapshot })).id,
      attach: (attachmentId) => this.attach(attachmentId),
      focus: () => this.focusComposer(),
    })
    this.#planning = new Planning({
      plan: dependencies.plan,
      state: () => this.#state,
      show: (view) => this.store.setState(view),
      report: (error) => this.report(error),
    })
    this.#answers = new LiveAnswers(dependencies.follow, (view) => this.store.setState(view))
    const { call: ask, createId, windowId, presetId } = dependencies
    this.#asking = new Asking({
      call: ask,
      createId,
      windowId,
      presetId,
      answers: this.#answers,
      state: () => this.#state,
      show: (view) => this.store.setState(view),
      report: (error) => this.report(error),
      flushDraft: () => this.flushDraft(),
    })
    this.#answers.open(this.#state.conversationId)
  }

  get #state(): ChatState {
    return this.store.getState()
  }

  /** True while this conversation's answer is being written, as far as the panel knows. */
  get busy(): boolean {
    return this.#asking.busy
  }

  /** Shows a stored conversation with its draft. */
  open(conversationId: string, draft: Pick<Draft, 'text' | 'attachmentIds'> = emptyDraft): void {
    this.flushDraft()
    this.#capturing.cancel()
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

  /** Puts another snapshot in the place of one; where that is not in the draft any more, at its end. */
  replace(attachmentId: string, by: string): void {
    this.store.setState(({ attachmentIds }) => {
      const others = attachmentIds.filter((id) => id !== by)
      const stands = others.includes(attachmentId)
      return { attachmentIds: stands ? others.map((id) => (id === attachmentId ? by : id)) : [...others, by] }
    })
    this.flushDraft()
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
    return this.take(kind, async (signal) => [await (kind === 'page' ? readPage(signal) : readSelection())])
  }

  /**
   * Takes snapshots from wherever `capture` finds them, in order, into chips; meanwhile the composer says what is being
   * read. Returns whether there are new chips.
   */
  take(kind: AttachmentKind, capture: Capture): Promise<boolean> {
    return this.#capturing.take(kind, capture)
  }

  /** Gives up what is being read. */
  cancelReading(): void {
    if (this.#capturing.cancel()) this.focusComposer()
  }

  /** Sends the draft, or queues it behind the answer that is being written. It comes back when it could not be stored. */
  submit(): Promise<void> {
    const { conversationId, text, attachmentIds } = this.#state
    if (text.trim() === '' && attachmentIds.length === 0) return Promise.resolve()
    // Taken at once: what is typed from now on is the next question.
    this.store.setState(emptyDraft)
    return this.#plan({ conversationId, text, attachmentIds }, {}, emptyDraft)
  }

  /** Sends a ready-made question about what is attached, or about the page when nothing is. */
  async ask(question: string, action: QuickActionId): Promise<void> {
    if (this.busy) return
    if (this.#state.attachmentIds.length === 0 && !(await this.read('page'))) return
    const { conversationId, attachmentIds } = this.#state
    this.store.setState({ attachmentIds: [] })
    await this.#plan({ conversationId, text: question, attachmentIds }, { action }, { attachmentIds: [] })
  }

  /** Sends or queues a ready-made question about one attachment and leaves the draft alone. */
  askAbout(attachmentId: string, question: string, action: QuickActionId): Promise<void> {
    const { conversationId } = this.#state
    return this.#plan({ conversationId, text: question, attachmentIds: [attachmentId] }, { action }, {})
  }

  /** @param taken what leaves the draft when the reader, who got the question back with a plan, has chosen. */
  #plan(question: TakenQuestion, manner: Manner, taken: Partial<typeof emptyDraft>): Promise<void> {
    // A ready-made question has its words from a button: they are not the reader's, to be given back.
    const draft = manner.action === undefined ? question : { ...question, text: '' }
    return this.#planning.ask(question, {
      send: (reading) => {
        if (reading) this.store.setState(taken)
        return this.#asking.send(question, { ...manner, reading })
      },
      giveBack: () => this.#asking.giveBack(draft),
    })
  }

  /** Offers what can be done with the question of an answer that did not fit. */
  offerPlan(answerId: string): Promise<void> {
    const { conversationId } = this.#state
    return this.#planning.ask(
      { conversationId, answerId },
      { send: (reading) => this.retry(answerId, reading === undefined ? {} : { reading }), giveBack: () => {} },
    )
  }

  /** The reader wants none of it: the draft is as it was. */
  dismissPlan(): void {
    this.store.setState({ plan: null })
    this.focusComposer()
  }

  /** Reads a section that could not be read, and leaves its answer as it is. */
  readSection(messageId: string, section: number): Promise<void> {
    return this.#asking.expect(async () => {
      await this.#dependencies.call('readSection', { messageId, section })
      return { answerId: messageId }
    })
  }

  /** Puts back into the composer what was edited in the queue when it was too late for that. */
  keep(question: TakenQuestion): void {
    this.#asking.giveBack(question)
  }

  /** Asks the next queued question although the answer before it is not complete. */
  sendNext(): Promise<void> {
    const { conversationId } = this.#state
    const { call: ask, presetId } = this.#dependencies
    return this.#asking.expect(() => ask('sendNext', { conversationId, presetId: presetId() }))
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
    return this.#asking.expect(async () => {
      await this.#dependencies.call('continueRun', { messageId })
      return { answerId: messageId }
    })
  }

  /** Another answer to the same question, from the chosen model or another, recorded where that is wished. */
  retry(messageId: string, wish: { presetId?: string; record?: true; reading?: Reading } = {}): Promise<void> {
    const { call: ask, presetId } = this.#dependencies
    return this.#asking.expect(() => ask('retryRun', { messageId, presetId: presetId(), ...wish }))
  }

  /** Asks the question of an answer once more, beside itself, with other attachments. */
  askAnew(messageId: string, attachmentIds: string[]): Promise<void> {
    const { call: ask, createId, presetId } = this.#dependencies
    return this.#asking.expect(() =>
      ask('askAnew', { messageId, questionId: createId(), attachmentIds, presetId: presetId() }),
    )
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

  #background(promise: Promise<unknown>): void {
    promise.catch((error: unknown) => this.report(error))
  }
}
