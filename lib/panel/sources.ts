import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AttachmentKind, Snapshot } from '../chat/attachment'
import { ChatError, toErrorInfo } from '../chat/chat-error'
import type { readFile } from '../page/files/read-file'
import type { PdfOptions } from '../page/pdf/read-pdf'
import { longestQuestion, tooLong } from './chat-state'
import type { Chat } from './chat-store'
import type { ReadingDesk } from './reading-desk'
import type { OpenTab } from './tabs'

/** Characters. A pasted text of this length is something to read, not something to say. */
export const longPaste = 4_000

/** Failures that are told with their reason, and how many more are told by name. */
const mostTold = 3
const mostNamed = 5

type SourcesDependencies = {
  chat: Chat
  desk: ReadingDesk
  readFile: typeof readFile
  readTab: (tabId: number, options: PdfOptions) => Promise<Snapshot>
}

type SourcesView = {
  /** A long text that was pasted and became a chip, as long as it can be taken back into the question. */
  pasted: { attachmentId: string; text: string } | null
}

type Source = { title: string; read: (options: PdfOptions) => Promise<Snapshot> }

/** Brings files, other tabs and pasted texts into chips. */
export class Sources {
  readonly store: StoreApi<SourcesView> = createStore(() => ({ pasted: null }))
  readonly #dependencies: SourcesDependencies
  #queue: Promise<unknown> = Promise.resolve()

  constructor(dependencies: SourcesDependencies) {
    this.#dependencies = dependencies
    dependencies.chat.store.subscribe(({ attachmentIds }) => {
      const { pasted } = this.store.getState()
      if (pasted && !attachmentIds.includes(pasted.attachmentId)) this.store.setState({ pasted: null })
    })
  }

  addFiles(files: readonly File[]): Promise<boolean> {
    const sources = files.map((file): Source => ({
      title: file.name,
      read: (options) => this.#dependencies.readFile(file, options),
    }))
    return this.#add(kindOf(files), sources)
  }

  /** Reads tabs in the order in which they were chosen. `granted`: what the reader said to the browser's question. */
  async addTabs(tabs: readonly OpenTab[], granted: Promise<boolean>): Promise<boolean> {
    const allowed = await granted
    const sources = tabs.map((tab): Source => ({
      title: tab.title,
      read: (options) => {
        if (allowed || tab.needs === undefined) return this.#dependencies.readTab(tab.id, options)
        throw new ChatError('permission', `The browser was told not to let Gloss read ${tab.site}.`, {
          originPattern: tab.needs,
        })
      },
    }))
    return this.#add('page', sources)
  }

  /** A pasted text as a chip of its own, which can be taken back into the question. */
  async addPasted(text: string): Promise<boolean> {
    const { chat } = this.#dependencies
    const before = new Set(chat.store.getState().attachmentIds)
    const added = await this.addFiles([new File([text], 'Pasted text', { type: 'text/plain' })])
    const attachmentId = chat.store.getState().attachmentIds.find((id) => !before.has(id))
    if (added && attachmentId !== undefined) this.store.setState({ pasted: { attachmentId, text } })
    return added
  }

  /** Puts the text that was pasted last into the question after all. */
  insertPasted(): void {
    const { chat } = this.#dependencies
    const { pasted } = this.store.getState()
    if (!pasted) return
    const { text } = chat.store.getState()
    const whole = text === '' ? pasted.text : `${text}\n\n${pasted.text}`
    if (whole.length > longestQuestion) return chat.report(tooLong())
    chat.detach(pasted.attachmentId)
    chat.setText(whole)
    chat.focusComposer()
  }

  /** Forgets that a text was pasted; its chip stays. */
  keepPasted(): void {
    this.store.setState({ pasted: null })
  }

  /** One batch after the other: what is dropped while something is being read waits for it. */
  #add(kind: AttachmentKind, sources: readonly Source[]): Promise<boolean> {
    const added = this.#queue.then(() => this.#take(kind, sources))
    this.#queue = added.catch(() => undefined)
    return added
  }

  async #take(kind: AttachmentKind, sources: readonly Source[]): Promise<boolean> {
    const { chat, desk } = this.#dependencies
    if (sources.length === 0) return false
    await untilIdle(chat)
    const failures: Failed[] = []
    const added = await chat.take(kind, async (signal) => {
      const snapshots: Snapshot[] = []
      failures.length = 0
      for (const { title, read } of sources) {
        try {
          // oxlint-disable-next-line no-await-in-loop -- chips stand in the order of what was chosen
          snapshots.push(await desk.read(title, signal, async (options) => read(options)))
        } catch (error) {
          if (signal.aborted) throw error
          // The reader gave up on this one, such as a locked file.
          if (toErrorInfo(error).kind !== 'aborted')
            failures.push({ title, error: named(error, title, sources.length > 1) })
        }
      }
      // A single failure keeps its button that mends it.
      const [only] = failures
      if (snapshots.length === 0 && only && failures.length === 1) throw only.error
      return snapshots
    })
    if (failures.length > 0 && (added || failures.length > 1)) chat.report(summed(failures))
    return added
  }
}

/** What was to be attached, and why it was not. */
type Failed = { title: string; error: ChatError }

/** Says of which tab or file it is. */
function named(error: unknown, title: string, several: boolean): ChatError {
  const { kind, message, ...facts } = toErrorInfo(error)
  const sentence = !several || message.includes(`“${title}”`) ? message : `“${title}”: ${message}`
  return new ChatError(kind, sentence, { ...facts, cause: error })
}

function summed(failures: readonly Failed[]): ChatError {
  const told = failures.slice(0, mostTold).map(({ error }) => error.message)
  const others = failures.slice(mostTold)
  const names = others.slice(0, mostNamed).map(({ title }) => `“${title}”`)
  const rest =
    others.length > 0
      ? [`And ${others.length} more could not be attached: ${names.join(', ')}${others.length > mostNamed ? '…' : '.'}`]
      : []
  return new ChatError('bad-request', [...told, ...rest].join(' '))
}

function untilIdle(chat: Chat): Promise<void> {
  return new Promise((resolve) => {
    if (!chat.store.getState().reading) return resolve()
    const stop = chat.store.subscribe(({ reading }) => {
      if (reading) return
      stop()
      resolve()
    })
  })
}

/** What the composer says is being read. */
function kindOf(files: readonly File[]): AttachmentKind {
  if (files.every(({ type }) => type.startsWith('image/'))) return 'image'
  return files.every(({ type }) => type === 'application/pdf') ? 'pdf' : 'file'
}
