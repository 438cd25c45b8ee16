import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Snapshot } from '../chat/attachment'
import type { PdfOptions } from '../page/pdf/read-pdf'

export type DeskView = {
  /** What is being read page by page, and how far it is. */
  progress: { title: string; done: number; of: number } | null
  /** A file that is locked, and whether the last password did not fit. */
  locked: { title: string; wrong: boolean } | null
}

const emptyDesk: DeskView = { progress: null, locked: null }

/** What is read in many steps: how far it is, and what the reader is asked meanwhile. */
export class ReadingDesk {
  readonly store: StoreApi<DeskView> = createStore(() => emptyDesk)
  #answer: ((password: string | null) => void) | undefined

  /** Reads one thing. Nothing of it is left on the desk afterwards. */
  async read(title: string, signal: AbortSignal, read: (options: PdfOptions) => Promise<Snapshot>): Promise<Snapshot> {
    const onAbort = () => this.answerPassword(null)
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      return await read({
        signal,
        onProgress: (done, of) => {
          if (!signal.aborted) this.store.setState({ progress: { title, done, of } })
        },
        askPassword: (wrong) => this.#askPassword(title, wrong, signal),
      })
    } finally {
      signal.removeEventListener('abort', onAbort)
      this.store.setState(emptyDesk)
    }
  }

  /** The reader's password for the locked file, or null: none is known. It is kept nowhere. */
  answerPassword(password: string | null): void {
    this.store.setState({ locked: null })
    this.#answer?.(password)
    this.#answer = undefined
  }

  #askPassword(title: string, wrong: boolean, signal: AbortSignal): Promise<string | null> {
    if (signal.aborted) return Promise.resolve(null)
    this.store.setState({ locked: { title, wrong } })
    return new Promise((resolve) => {
      this.#answer = resolve
    })
  }
}
