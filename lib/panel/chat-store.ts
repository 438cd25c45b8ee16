import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Attachment, Snapshot } from '../chat/attachment'
import { toErrorInfo, type ErrorInfo } from '../chat/chat-error'
import { applyEvent, type Message } from '../chat/message'
import type { QuickActionId } from '../chat/pending-action'
import type { call } from '../messaging/calls'
import type { followConversation } from './port-client'

/** Draft and view, and nothing that must survive the panel: what is written here is stored by the worker. */
export type ChatState = {
  conversationId: string
  text: string
  attachmentIds: string[]
  /** Answers in flight, as the port tells them. The database takes over when it holds the end. */
  live: Record<string, Message>
  /** The question just sent, shown until the database shows it. */
  sent: { text: string; attachmentIds: string[]; questionId?: string } | null
  /** What is being read from the page right now. */
  reading: Attachment['kind'] | null
  /** A failure that belongs to no answer, and what was being read when it happened. */
  problem: { error: ErrorInfo; reading?: Attachment['kind'] } | null
  /** Grows with every wish to have the cursor in the composer. */
  focusRequests: number
}

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

const saveDraftAfterMs = 250

const emptyView = { text: '', attachmentIds: [], live: {}, sent: null, reading: null, problem: null }

export class Chat {
  readonly store: StoreApi<ChatState>
  readonly #dependencies: ChatDependencies
  #unfollow: (() => void) | undefined
  #draftTimer: ReturnType<typeof setTimeout> | undefined

  constructor(dependencies: ChatDependencies) {
    this.#dependencies = dependencies
    this.store = createStore<ChatState>(() => ({
      ...emptyView,
      conversationId: dependencies.createId(),
      focusRequests: 0,
    }))
  }

  get #state(): ChatState {
    return this.store.getState()
  }

  /** True while this conversation's answer is being written, as far as the panel knows. */
  get busy(): boolean {
    const { sent, live } = this.#state
    return sent !== null || Object.values(live).some((message) => message.status === 'streaming')
  }

  /** Shows a stored conversation with its draft. */
  open(conversationId: string, draft?: { text: string; attachmentIds: string[] }): void {
    this.flushDraft()
    this.#stopFollowing()
    this.store.setState({
      ...emptyView,
      conversationId,
      text: draft?.text ?? '',
      attachmentIds: draft?.attachmentIds ?? [],
    })
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
    this.#saveDraftSoon()
  }

  attach(attachmentId: string): void {
    this.store.setState(({ attachmentIds }) => ({
      attachmentIds: attachmentIds.includes(attachmentId) ? attachmentIds : [...attachmentIds, attachmentId],
    }))
    this.flushDraft()
  }

  detach(attachmentId: string): void {
    this.store.setState(({ attachmentIds }) => ({ attachmentIds: attachmentIds.filter((id) => id !== attachmentId) }))
    this.#saveDraftSoon()
  }

  /** Shows a failure that belongs to no answer. */
  report(error: unknown): void {
    this.store.setState({ problem: { error: toErrorInfo(error) } })
  }

  dismissProblem(): void {
    this.store.setState({ problem: null })
  }

  /** Reads the page, or what is selected on it, into a chip. Returns whether there is one now. */
  async read(kind: Attachment['kind']): Promise<boolean> {
    if (this.#state.reading) return false
    const { conversationId } = this.#state
    this.store.setState({ reading: kind, problem: null })
    try {
      const { readPage, readSelection } = this.#dependencies
      const snapshot = await (kind === 'page' ? readPage() : readSelection())
      const attachment = await this.#dependencies.call('saveAttachment', { snapshot })
      if (this.#state.conversationId !== conversationId) return false
      this.attach(attachment.id)
      this.focusComposer()
      return true
    } catch (error) {
      this.store.setState({ problem: { error: toErrorInfo(error), reading: kind } })
      return false
    } finally {
      this.store.setState({ reading: null })
    }
  }

  /** Sends the draft. It is kept until the question is stored. */
  async submit(): Promise<void> {
    const { text, attachmentIds } = this.#state
    if (this.busy || (text.trim() === '' && attachmentIds.length === 0)) return
    clearTimeout(this.#draftTimer)
    this.store.setState({ text: '', attachmentIds: [] })
    if (await this.#send(text, attachmentIds)) return
    this.store.setState((state) => ({
      text: state.text === '' ? text : state.text,
      attachmentIds: [...new Set([...attachmentIds, ...state.attachmentIds])],
    }))
    this.flushDraft()
  }

  /** Sends a ready-made question about what is attached, or about the page when nothing is. */
  async ask(question: string, action: QuickActionId): Promise<void> {
    if (this.busy) return
    if (this.#state.attachmentIds.length === 0 && !(await this.read('page'))) return
    const { attachmentIds } = this.#state
    this.store.setState({ attachmentIds: [] })
    if (!(await this.#send(question, attachmentIds, action))) this.store.setState({ attachmentIds })
  }

  /** Sends a ready-made question about one attachment and leaves the draft alone. */
  async askAbout(attachmentId: string, question: string, action: QuickActionId): Promise<void> {
    // An answer that is being written goes on in its own conversation.
    if (this.busy) this.newChat()
    await this.#send(question, [attachmentId], action)
  }

  async stop(messageId: string): Promise<void> {
    this.focusComposer()
    await this.#attempt(() => this.#dependencies.call('stopRun', { messageId }))
  }

  /** Another answer to the same question. */
  async retry(messageId: string): Promise<void> {
    if (this.busy) return
    this.#startFollowing()
    const presetId = this.#dependencies.presetId()
    await this.#attempt(() => this.#dependencies.call('retryRun', { messageId, presetId }))
  }

  /**
   * Tells the store what the database shows of this conversation: ended answers leave `live`, a run that somebody else
   * started is followed, and an idle panel holds no port, since a port would keep restarting an idle worker.
   */
  sync(stored: readonly Message[]): void {
    const { live, sent } = this.#state
    const ended = stored.filter(({ id, status }) => status !== 'streaming' && id in live)
    if (ended.length > 0) {
      const rest = { ...live }
      for (const { id } of ended) delete rest[id]
      this.store.setState({ live: rest })
    }
    if (sent?.questionId !== undefined && stored.some(({ id }) => id === sent.questionId)) {
      this.store.setState({ sent: null })
    }
    const running = stored.some(({ id, status }) => status === 'streaming' && (live[id]?.status ?? status) === status)
    if (running) this.#startFollowing()
    else if (this.#state.sent === null) this.#stopFollowing()
  }

  /** Stores the draft now: the panel may vanish at any moment after. */
  flushDraft(): void {
    clearTimeout(this.#draftTimer)
    this.#draftTimer = undefined
    const { conversationId, text, attachmentIds } = this.#state
    this.#background(this.#dependencies.call('saveDraft', { draft: { conversationId, text, attachmentIds } }))
  }

  #saveDraftSoon(): void {
    clearTimeout(this.#draftTimer)
    this.#draftTimer = setTimeout(() => this.flushDraft(), saveDraftAfterMs)
  }

  async #send(text: string, attachmentIds: string[], action?: QuickActionId): Promise<boolean> {
    const { conversationId } = this.#state
    this.store.setState({ sent: { text, attachmentIds }, problem: null })
    this.#startFollowing()
    try {
      const { questionId } = await this.#dependencies.call('startRun', {
        conversationId,
        text,
        attachmentIds,
        presetId: this.#dependencies.presetId(),
        ...(action === undefined ? {} : { action }),
      })
      if (this.#state.conversationId === conversationId) {
        this.store.setState(({ sent }) => ({ sent: sent && { ...sent, questionId } }))
        this.#background(this.#dependencies.call('saveView', { windowId: this.#dependencies.windowId, conversationId }))
      }
      return true
    } catch (error) {
      this.store.setState({ sent: null })
      this.report(error)
      return false
    }
  }

  #startFollowing(): void {
    if (this.#unfollow) return
    this.#unfollow = this.#dependencies.follow(this.#state.conversationId, {
      onSnapshot: (messages) => {
        this.store.setState({ live: Object.fromEntries(messages.map((message) => [message.id, message])) })
      },
      onEvents: (events) => {
        const live = { ...this.#state.live }
        for (const { messageId, event } of events) {
          const message = event.type === 'start' ? event.message : live[messageId]
          if (message) live[messageId] = applyEvent(message, event)
        }
        this.store.setState({ live })
      },
    })
  }

  #stopFollowing(): void {
    this.#unfollow?.()
    this.#unfollow = undefined
  }

  async #attempt(act: () => Promise<unknown>): Promise<void> {
    try {
      await act()
    } catch (error) {
      this.report(error)
    }
  }

  #background(promise: Promise<unknown>): void {
    promise.catch((error: unknown) => this.report(error))
  }
}
