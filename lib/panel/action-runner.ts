import type { Attachment, Snapshot } from '../chat/attachment'
import { ChatError, toErrorInfo } from '../chat/chat-error'
import type { PendingAction, PendingSubject } from '../chat/pending-action'
import { needsModel, type QuickAction } from '../chat/quick-action'
import { variablesIn, type TemplateVariable } from '../chat/template'
import { isTemporary } from '../chat/temporary'
import type { call } from '../messaging/calls'
import { toSnapshot } from '../page/snapshot'
import { actionQuestion, isWhole } from '../prompts/template'
import type { Capture } from './capturing'
import type { Chat } from './chat-store'

/** What can be read for an action. */
export type ActionSources = {
  page: Capture
  selection: Capture
  transcript: Capture
  tab: (tabId: number) => Capture
  image: (tabId: number, imageUrl: string, frameId: number) => Capture
  /** Must be called first thing in a click or key press. */
  clipboard: () => Promise<string>
}

export type ActionRunnerDependencies = {
  chat: Chat
  call: typeof call
  /** Every action as it is now, also those that are hidden. */
  actions: () => readonly QuickAction[]
  sources: ActionSources
  attachmentsOf: (ids: readonly string[]) => Promise<readonly Attachment[]>
  /** What may be known of the page at hand without reading it. */
  describePage: () => Promise<{ title?: string; url?: string } | undefined>
  /** Who answers: the preset named, where there is such a one, else the reader's. */
  answerer: (presetId: string | undefined) => { presetId: string; onlyQuotes: boolean }
  /** BCP 47 tag. */
  language: () => string
  now: () => number
}

/** How an action was started in the panel. */
export type ActionWish = {
  /** What the reader said with it. */
  words?: string
  /** What stood in the composer, and stands there again when nothing comes of it. */
  typed?: string
  /** What it is about, whatever else is attached. Absent: what is attached, or what its template names. */
  about?: 'page' | 'selection' | 'transcript'
}

type Started = PendingAction & { kind: 'act' }

/** Behind the `/` the name of an action, and what is said with it. */
const commandShape = /^\/([\p{L}\p{M}\p{N}-]+)(?:\s+([\s\S]*))?$/u

/** Carries out quick actions: takes what they are about, fills their template, and asks. */
export class ActionRunner {
  readonly #dependencies: ActionRunnerDependencies

  constructor(dependencies: ActionRunnerDependencies) {
    this.#dependencies = dependencies
  }

  /** Carries out a text that begins with the `/name` of an action. Returns whether it does. */
  command(text: string): boolean {
    const [, slug = '', words = ''] = commandShape.exec(text.trim()) ?? []
    const name = slug.toLocaleLowerCase()
    const action = this.#dependencies.actions().find((one) => !one.hidden && one.slug === name)
    if (!action) return false
    this.#dependencies.chat.setText('')
    void this.run(action.id, { words, typed: text.trim() })
    return true
  }

  /** From the panel: about what is attached in the draft, else about what the template names. */
  async run(actionId: string, wish: ActionWish = {}): Promise<void> {
    const { chat } = this.#dependencies
    const { typed = '' } = wish
    const isDone = await this.#run(actionId, wish).catch((error: unknown) => {
      chat.report(error)
      return false
    })
    if (isDone) return
    if (typed !== '' && chat.store.getState().text === '') chat.setText(typed)
    chat.goOnWith(() => void (typed === '' ? this.run(actionId, wish) : chat.submit()))
  }

  /** From a menu of the browser or a key there: about what was clicked, and nothing of the draft. */
  async carryOut({ actionId, place, subject }: Started): Promise<void> {
    const { chat, sources } = this.#dependencies
    if (subject.kind === 'unreadable') throw new ChatError('permission', subject.problem)
    const action = this.#find(actionId)
    const ids = await this.#read(subject)
    if (!ids) return
    const hold = (problem?: unknown) => {
      for (const id of ids) chat.attach(id)
      this.#await(action)
      if (problem !== undefined) chat.report(problem)
    }
    if (waits(action, '')) return hold()
    const refusal = this.#refusal(action)
    if (refusal) return hold(refusal)
    const used = variablesIn(action.template)
    let clipboardId: string | undefined
    try {
      if (used.has('clipboard')) clipboardId = await this.#clipboard(sources.clipboard())
    } catch (error) {
      // The click was in the browser, and does not count here: a key in the panel does.
      return hold(new ChatError(toErrorInfo(error).kind, `${toErrorInfo(error).message} Press Enter to try again.`))
    }
    if (used.has('page') && !(await this.#holdsWhole(ids))) {
      const page = await this.#take('page', sources.page)
      if (!page) return
      ids.push(...page)
    }
    // What was read went through the draft, where its reading is shown.
    for (const id of ids) chat.detach(id)
    await this.#ask(action, { ids, clipboardId, words: '', isLink: place === 'link' })
  }

  async #run(actionId: string, { words = '', typed = '', about }: ActionWish): Promise<boolean> {
    const { chat, sources } = this.#dependencies
    const action = this.#find(actionId)
    const used = variablesIn(action.template)
    if (waits(action, words)) {
      const isThere = (await this.#gather(used, about)) !== null
      if (isThere) this.#await(action)
      return isThere
    }
    const refusal = this.#refusal(action)
    if (refusal) {
      if (typed === '') this.#await(action)
      throw refusal
    }
    // Before anything is awaited: the browser asks for the clipboard only in a click or a key press.
    const copied = used.has('clipboard') ? sources.clipboard() : undefined
    const clipboardId = copied && (await this.#clipboard(copied))
    const ids = await this.#gather(used, about)
    if (!ids) return false
    const left = chat.store.getState().attachmentIds.filter((id) => !ids.includes(id))
    await this.#ask(action, { ids, clipboardId, words }, { attachmentIds: left })
    return true
  }

  /** Brings into the draft what an action is about. What of the draft it is about; null when it could not be read. */
  async #gather(used: ReadonlySet<TemplateVariable>, about: ActionWish['about']): Promise<string[] | null> {
    const { chat, sources } = this.#dependencies
    const attached = () => chat.store.getState().attachmentIds
    if (about !== undefined) {
      const there = about === 'page' ? await this.#whole(attached()) : []
      return there.length > 0 ? there : await this.#take(about, sources[about])
    }
    if (used.has('selection') && attached().length === 0 && !(await this.#take('selection', sources.selection)))
      return null
    if (used.has('page') && !(await this.#holdsWhole(attached())) && !(await this.#take('page', sources.page)))
      return null
    return attached()
  }

  async #read(subject: Exclude<PendingSubject, { kind: 'unreadable' }>): Promise<string[] | null> {
    const { sources } = this.#dependencies
    if (subject.kind === 'stored') return [await this.#here(subject.attachmentId)]
    if (subject.kind === 'page') return this.#take('page', sources.tab(subject.tabId))
    return this.#take('image', sources.image(subject.tabId, subject.imageUrl, subject.frameId))
  }

  /** What was taken while a temporary chat was shown is taken over where another one is shown by now. */
  async #here(attachmentId: string): Promise<string> {
    const { chat, attachmentsOf } = this.#dependencies
    if (!isTemporary(attachmentId) || isTemporary(chat.store.getState().conversationId)) return attachmentId
    const [taken] = await attachmentsOf([attachmentId])
    if (!taken) throw new ChatError('bad-request', 'What was selected is gone: select it again.')
    const { id: _, ...snapshot } = taken
    return this.#save(snapshot)
  }

  async #save(snapshot: Snapshot): Promise<string> {
    const { call: ask, chat } = this.#dependencies
    return (await ask('saveAttachment', { conversationId: chat.store.getState().conversationId, snapshot })).id
  }

  /** Reads into the draft. The ids of what is new there; null when there is nothing, which has been said. */
  async #take(kind: 'page' | 'selection' | 'transcript' | 'image', capture: Capture): Promise<string[] | null> {
    const { chat } = this.#dependencies
    const before = chat.store.getState().attachmentIds
    if (!(await chat.take(kind, capture))) return null
    return chat.store.getState().attachmentIds.filter((id) => !before.includes(id))
  }

  async #whole(ids: readonly string[]): Promise<string[]> {
    const attachments = await this.#dependencies.attachmentsOf(ids)
    return attachments.filter(({ kind }) => isWhole(kind)).map(({ id }) => id)
  }

  async #holdsWhole(ids: readonly string[]): Promise<boolean> {
    return (await this.#whole(ids)).length > 0
  }

  async #clipboard(copied: Promise<string>): Promise<string> {
    const { now } = this.#dependencies
    const source = { url: '', title: 'From the clipboard', text: await copied }
    const snapshot: Snapshot = await toSnapshot(source, 'file', now())
    return this.#save(snapshot)
  }

  async #ask(
    action: QuickAction,
    {
      ids,
      clipboardId,
      ...said
    }: { ids: readonly string[]; clipboardId: string | undefined; words: string; isLink?: boolean },
    taken: { attachmentIds?: string[] } = {},
  ): Promise<void> {
    const { chat, answerer, attachmentsOf, describePage, language, now } = this.#dependencies
    const [attachments, page] = await Promise.all([attachmentsOf(ids), describePage()])
    const text = actionQuestion(action, {
      ...said,
      attachments,
      languageTag: language(),
      now: now(),
      ...(page === undefined ? {} : { page }),
    })
    const named = action.presetId === undefined ? undefined : answerer(action.presetId).presetId
    const attachmentIds = clipboardId === undefined ? [...ids] : [...ids, clipboardId]
    await chat.askAbout({ text, attachmentIds }, { action: action.id, presetId: named }, taken)
  }

  /** Leaves it to the reader to say the rest: the name of the action stands in the composer, before what is written there. */
  #await(action: QuickAction): void {
    const { chat } = this.#dependencies
    const { text } = chat.store.getState()
    // A question needs no name before it.
    if (action.template.trim() !== '{{input}}' && !text.startsWith('/')) chat.setText(`/${action.slug} ${text}`)
    chat.focusComposer()
  }

  #refusal({ id, name, presetId }: QuickAction): ChatError | undefined {
    if (!needsModel(id) || !this.#dependencies.answerer(presetId).onlyQuotes) return undefined
    const sentence = `“${name}” takes a model that writes, and the built-in reader only quotes. Choose a model under the question, or connect one, and send it then.`
    return new ChatError('model-not-found', sentence)
  }

  #find(actionId: string): QuickAction {
    const action = this.#dependencies.actions().find(({ id }) => id === actionId)
    if (!action) throw new ChatError('bad-request', 'This quick action was removed.')
    return action
  }
}

/** Whether the reader has to say something before it can be asked. */
export function waits({ template, waits: wished }: QuickAction, words: string): boolean {
  return words.trim() === '' && (wished || variablesIn(template).has('input'))
}
