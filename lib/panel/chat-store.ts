import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AttachmentKind } from '../chat/attachment'
import { toErrorInfo } from '../chat/chat-error'
import type { Draft } from '../chat/conversation'
import type { Message } from '../chat/message'
import { Answering, type RetryWish } from './answering'
import { Asking, type Manner } from './asking'
import { Branching } from './branching'
import { Capturing, type Capture } from './capturing'
import type { ChatDependencies } from './chat-dependencies'
import { emptyDraft, emptyView, type ChatState } from './chat-state'
import { Comparing } from './comparing'
import { Drafting, type TakenQuestion } from './drafting'
import { Editing } from './editing'
import { LiveAnswers } from './live-answers'
import { Submitting } from './submitting'

/** What the panel's components talk to. Each method's work is done in a room of its own beside this file. */
export class Chat {
  readonly store: StoreApi<ChatState>
  readonly branches: Branching
  readonly comparing: Comparing
  readonly editing: Editing
  readonly #dependencies: ChatDependencies
  readonly #draft: Drafting
  readonly #capturing: Capturing
  readonly #live: LiveAnswers
  /** While the reader is on the way to another chat: whether they arrived. */
  #arrival: Promise<boolean> | null = null
  readonly #asking: Asking
  readonly #submitting: Submitting
  readonly #answering: Answering

  constructor(dependencies: ChatDependencies) {
    this.#dependencies = dependencies
    const { call: ask, createId, presetId, follow, plan, command } = dependencies
    const comparedPresetIds = dependencies.comparedPresetIds ?? (() => [])
    this.store = createStore<ChatState>(() => ({ ...emptyView, conversationId: createId(), focusRequests: 0 }))
    const state = () => this.#state
    const show = (view: Partial<ChatState>) => this.store.setState(view)
    const report = (error: unknown) => this.report(error)
    const giveBack = (question: TakenQuestion) => this.#draft.giveBack(question)
    this.#draft = new Drafting({ call: ask, store: this.store, report })
    this.editing = new Editing({ call: ask, store: this.store, report })
    this.#capturing = new Capturing({
      state,
      show,
      store: async (snapshot) => (await ask('saveAttachment', { conversationId: state().conversationId, snapshot })).id,
      attach: (attachmentId) => this.attach(attachmentId),
      focus: () => this.focusComposer(),
    })
    this.#live = new LiveAnswers(follow, show)
    this.#asking = new Asking({
      call: ask,
      createId,
      presetId,
      comparedPresetIds,
      answers: this.#live,
      state,
      show,
      report,
      saveDraft: () => this.#draft.saveSoon(),
      giveBack,
    })
    this.#answering = new Answering({
      call: ask,
      createId,
      presetId,
      comparedPresetIds,
      asking: this.#asking,
      answers: this.#live,
      state,
      report,
    })
    this.comparing = new Comparing({
      call: ask,
      answers: this.#live,
      answering: this.#answering,
      focus: () => this.focusComposer(),
    })
    this.#submitting = new Submitting({
      plan,
      // What was refused before is not asked here: it is planned in any case.
      fitsAnyway: (question) =>
        'text' in question && question.attachmentIds.length === 0 && this.#live.isBare(question.conversationId),
      command,
      state,
      show,
      report,
      asking: this.#asking,
      reading: () => this.#capturing.running,
      readFirst: () => {
        const wanted = (this.#live.isBare(this.#state.conversationId) && dependencies.wantsPage?.()) || null
        const read = async () => (await this.read('page')) || this.goOnWith(() => void this.submit())
        return wanted && wanted.then((isWanted) => !isWanted || read())
      },
      giveBack,
      retry: (answerId, wish) => this.retry(answerId, wish),
    })
    this.branches = new Branching({
      call: ask,
      show,
      report,
      open: (conversationId) => this.open(conversationId),
      focus: () => this.focusComposer(),
    })
    this.#live.open(this.#state.conversationId)
  }

  get windowId(): number {
    return this.#dependencies.windowId
  }

  get #state(): ChatState {
    return this.store.getState()
  }

  /** True while this conversation's answer is being written, as far as the panel knows. */
  get busy(): boolean {
    return this.#asking.busy
  }

  /** Whether something is being written that an answer has to wait for: not what it is compared with. */
  isBusyAt(messageId: string): boolean {
    return this.#answering.isBusyAt(messageId)
  }

  /** Shows a stored conversation with its draft. */
  open(conversationId: string, draft: Pick<Draft, 'text' | 'attachmentIds' | 'edits'> = emptyDraft): void {
    this.flushDraft()
    this.#capturing.cancel()
    const { text, attachmentIds } = draft
    const edits = draft.edits?.map((edit) => ({ ...edit, isOpen: false })) ?? []
    this.store.setState({ ...emptyView, conversationId, text, attachmentIds, edits })
    this.#live.open(conversationId)
    const { call: ask, windowId } = this.#dependencies
    ask('saveView', { windowId, conversationId }).catch((error: unknown) => this.report(error))
  }

  newChat(): void {
    this.open(this.#dependencies.createId())
    // Known without reading: what is asked at once may have to be about the page.
    this.sync([])
    this.focusComposer()
  }

  focusComposer(): void {
    this.store.setState(({ focusRequests }) => ({ focusRequests: focusRequests + 1 }))
  }

  /** Shows a failure that belongs to no answer, or news of what was done elsewhere. */
  report(error: unknown, isNews = false): void {
    this.store.setState({ problem: { error: toErrorInfo(error), isNews } })
  }

  /** When something could not be read: what is done, in place of reading alone, once that is mended. False: not done yet. */
  goOnWith(again: () => void): false {
    this.store.setState(({ problem }) => (problem?.again ? { problem: { ...problem, again } } : {}))
    return false
  }

  dismissProblem(): void {
    this.store.setState({ problem: null })
  }

  setText(text: string): void {
    this.#draft.setText(text)
  }

  attach(attachmentId: string): void {
    this.#draft.attach(attachmentId)
  }

  detach(attachmentId: string): void {
    this.#draft.detach(attachmentId)
  }

  /** Puts another snapshot in the place of one; where that is not in the draft any more, at its end. */
  replace(attachmentId: string, by: string): void {
    this.#draft.replace(attachmentId, by)
  }

  /** Puts back into the composer what was edited in the queue when it was too late for that. */
  keep(question: TakenQuestion): void {
    this.#draft.giveBack(question)
  }

  /** Stores what is written now: the panel may vanish at any moment after. */
  flushDraft(): void {
    this.#draft.flush()
    this.editing.flush()
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

  /**
   * Goes to another chat, which takes a moment: what is asked meanwhile is asked there, or, when the way fails, stays written.
   * @param way told what was written before.
   */
  async go(way: (written: string) => Promise<void>): Promise<void> {
    const going = way(this.#state.text)
    const arrival = going.then(
      () => true,
      () => false,
    )
    this.#arrival = arrival
    await going.finally(() => {
      if (this.#arrival === arrival) this.#arrival = null
    })
  }

  /** Sends the draft, or queues it behind the answer that is being written. It comes back when it could not be stored. */
  async submit(): Promise<void> {
    if (this.#arrival && !(await this.#arrival)) return
    await this.#submitting.submit()
  }

  /**
   * Sends or queues a ready-made question.
   * @param taken what leaves the draft with it; nothing, where it is not about what is attached there.
   */
  askAbout(
    question: Pick<TakenQuestion, 'text' | 'attachmentIds'>,
    manner: Manner,
    taken: Partial<Pick<TakenQuestion, 'text' | 'attachmentIds'>> = {},
  ): Promise<void> {
    return this.#submitting.askAbout(question, manner, taken)
  }

  /** Offers what can be done with the question of an answer that did not fit. */
  offerPlan(answerId: string): Promise<void> {
    return this.#submitting.offerPlan(answerId)
  }

  /** The reader wants none of it: the draft is as it was. */
  dismissPlan(): void {
    this.store.setState({ plan: null })
    this.focusComposer()
  }

  /** Asks the next queued question although the answer before it is not complete. */
  sendNext(): Promise<boolean> {
    return this.#answering.sendNext()
  }

  /** Stops whatever is being written in this conversation. */
  stopAll(): Promise<void> {
    this.focusComposer()
    return this.#answering.stopAll()
  }

  stop(messageId: string): Promise<void> {
    this.focusComposer()
    return this.#answering.stop(messageId)
  }

  /** Reads a section that could not be read, and leaves its answer as it is. */
  readSection(messageId: string, section: number): Promise<boolean> {
    return this.#answering.readSection(messageId, section)
  }

  /** Goes on with an answer that broke off, as the same message. */
  continue(messageId: string): Promise<boolean> {
    return this.#answering.continue(messageId)
  }

  /** Another answer to the same question, from the chosen model or another, recorded where that is wished. */
  retry(messageId: string, wish: RetryWish = {}): Promise<boolean> {
    return this.#answering.retry(messageId, wish)
  }

  /** Asks a question, or that of an answer, once more beside itself, with other attachments or in other words. */
  askAnew(messageId: string, attachmentIds: string[], text?: string): Promise<boolean> {
    return this.#answering.askAnew(messageId, attachmentIds, text)
  }

  /** Tells the store what is stored of this conversation: see `LiveAnswers.sync`. */
  sync(stored: readonly Message[], isAhead = false): void {
    const { sent } = this.#state
    if (sent && stored.some(({ id }) => id === sent.questionId)) this.store.setState({ sent: null })
    this.#live.sync(stored, isAhead)
  }
}
