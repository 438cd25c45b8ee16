import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import type { PdfTabAnswer } from '../lib/page/pdf/tab-answer'
import { base64Of } from '../lib/page/picture-bytes'

/** Bytes. As base64 they cross processes in one piece. */
const largest = 100_000_000

/**
 * Injected into a tab on demand; what `main` resolves to is the answer. The browser's PDF viewer has no text that a
 * script could read, but the document may ask for its own address once more: the browser has it in its cache, and the
 * site is told nothing that it does not know.
 */
// oxlint-disable-next-line typescript/no-misused-promises -- what it resolves to is the result of the injection
export default defineUnlistedScript(() => ownPdf())

async function ownPdf(): Promise<PdfTabAnswer> {
  if (document.contentType !== 'application/pdf') return { kind: 'other' }
  try {
    const response = await fetch(location.href, { credentials: 'same-origin', redirect: 'error', cache: 'force-cache' })
    if (!response.ok || !response.body) return { kind: 'refused' }
    const pieces: Uint8Array<ArrayBuffer>[] = []
    let size = 0
    for await (const piece of response.body) {
      size += piece.length
      if (size > largest) return { kind: 'too-large' }
      pieces.push(piece)
    }
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer())
    return { kind: 'pdf', data: base64Of(bytes), url: location.href, title: document.title }
  } catch {
    return { kind: 'refused' }
  }
}
