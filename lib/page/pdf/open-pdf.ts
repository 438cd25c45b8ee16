import type * as Library from 'pdfjs-dist'
import { ChatError } from '../../chat/chat-error'
import { addYoungFeatures } from './young-features'

/** Asks the reader for the password of a locked file; null: the reader has none. `wrong`: the last one did not fit. */
export type AskPassword = (wrong: boolean) => Promise<string | null>

/** pdf.js names its failures, and has no classes to tell them by across its copies. */
const failures: Record<string, string> = {
  InvalidPDFException: 'The PDF is damaged and cannot be opened.',
  PasswordException: 'The PDF is locked: without its password nobody can read it.',
}

/**
 * Opens a PDF. pdf.js is loaded here and only here, at the first PDF. It parses in the page's own thread, in slices: a
 * worker of its own would be the one place of our pages that may reach the network.
 * @throws {ChatError} `bad-request` when it is damaged, or locked and the reader has no password; `aborted`.
 */
export async function openPdf(
  data: Uint8Array,
  { signal, askPassword }: { signal: AbortSignal; askPassword: AskPassword },
): Promise<Library.PDFDocumentProxy> {
  const { getDocument } = await loadLibrary()
  signal.throwIfAborted()
  const task = getDocument({
    data,
    verbosity: 0,
    // Nothing is drawn, so that nothing that drawing needs is fetched or started.
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    BinaryDataFactory: CharacterMaps,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
  })
  let leave: (reason: ChatError) => void = () => undefined
  const left = new Promise<never>((_resolve, reject) => {
    leave = reject
  })
  left.catch(() => undefined)
  const onAbort = () => leave(new ChatError('aborted', 'The reading was given up.'))
  signal.addEventListener('abort', onAbort, { once: true })
  task.onPassword = (update: (password: string) => void, reason: number) => {
    askPassword(reason === 2).then(
      (password) => (password === null ? leave(new ChatError('aborted', 'The PDF stays locked.')) : update(password)),
      () => leave(new ChatError('aborted', 'The PDF stays locked.')),
    )
  }
  try {
    return await Promise.race([task.promise, left])
  } catch (error) {
    void task.destroy()
    throw error instanceof ChatError ? error : asFailure(error)
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/** What pdf.js would fetch. Of that only the tables of characters are needed to read. */
class CharacterMaps {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const { characterMap } = await import('./character-maps')
    const map = kind === 'cMapUrl' ? await characterMap(filename) : undefined
    if (!map) throw new Error(`${filename} is not needed to read.`)
    return map
  }
}

function asFailure(error: unknown): ChatError {
  const [name, detail] = error instanceof Error ? [error.name, error.message] : ['', String(error)]
  return new ChatError('bad-request', failures[name] ?? 'The PDF could not be read.', { cause: error, detail })
}

/** With its worker's code at hand, pdf.js asks for no worker. */
async function loadLibrary(): Promise<typeof Library> {
  addYoungFeatures()
  const [library, worker] = await Promise.all([import('pdfjs-dist'), import('pdfjs-dist/build/pdf.worker.mjs')])
  Object.assign(globalThis, { pdfjsWorker: worker })
  return library
}
