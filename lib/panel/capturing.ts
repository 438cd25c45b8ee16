import type { AttachmentKind, Snapshot } from '../chat/attachment'
import { ChatError, toErrorInfo } from '../chat/chat-error'
import type { ChatState } from './chat-state'

/** Reads something and pins it. `signal`: the reader wants it no more. Nothing, as from a picker that was left, is no failure. */
export type Capture = (signal: AbortSignal) => Promise<readonly Snapshot[]>

type Host = {
  state: () => ChatState
  show: (view: Partial<Pick<ChatState, 'reading' | 'problem'>>) => void
  /** Stores a snapshot and returns its id. */
  store: (snapshot: Snapshot) => Promise<string>
  attach: (attachmentId: string) => void
  focus: () => void
}

/** What is being read into chips, one thing at a time. */
export class Capturing {
  readonly #host: Host
  #controller: AbortController | null = null
  #running: Promise<boolean> | null = null

  constructor(host: Host) {
    this.#host = host
  }

  /** What is being read now, as the promise of whether there are new chips; null when nothing is. */
  get running(): Promise<boolean> | null {
    return this.#running
  }

  /** Returns whether there are new chips. A failure is shown, with the way to try again. */
  async take(kind: AttachmentKind, capture: Capture): Promise<boolean> {
    if (this.#host.state().reading) return false
    const running = this.#read(kind, capture)
    this.#running = running
    try {
      return await running
    } finally {
      if (this.#running === running) this.#running = null
    }
  }

  async #read(kind: AttachmentKind, capture: Capture): Promise<boolean> {
    const { state, show, store, attach, focus } = this.#host
    const { conversationId } = state()
    const controller = new AbortController()
    const { signal } = controller
    this.#controller = controller
    show({ reading: kind, problem: null })
    try {
      const snapshots = await Promise.race([capture(signal), whenAborted(signal)])
      for (const snapshot of snapshots) {
        // oxlint-disable-next-line no-await-in-loop -- chips stand in the order of what was chosen
        const attachmentId = await store(snapshot)
        if (signal.aborted || state().conversationId !== conversationId) return false
        attach(attachmentId)
      }
      focus()
      return snapshots.length > 0
    } catch (error) {
      if (signal.aborted) return false
      show({ problem: { error: toErrorInfo(error), again: () => void this.take(kind, capture) } })
      return false
    } finally {
      if (this.#controller === controller) this.#end()
    }
  }

  /** Gives up what is being read. What is a chip already stays one. Returns whether anything was. */
  cancel(): boolean {
    if (!this.#controller) return false
    this.#controller.abort()
    this.#end()
    return true
  }

  #end(): void {
    this.#controller = null
    this.#host.show({ reading: null })
  }
}

/** Rejects when the reader wants it no more: a page that hangs must not hold the panel. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new ChatError('aborted', 'The reading was given up.')), {
      once: true,
    })
  })
}
