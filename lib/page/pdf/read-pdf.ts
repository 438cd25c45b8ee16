import type { PDFDocumentProxy } from 'pdfjs-dist'
import type { Snapshot, TextPlace } from '../../chat/attachment'
import { ChatError } from '../../chat/chat-error'
import { stripInvisible } from '../invisible-characters'
import { toSnapshot } from '../snapshot'
import { openPdf, type AskPassword } from './open-pdf'
import { linesOf, type PdfLine, type PdfPiece } from './pdf-lines'
import { habitsOf, pageText } from './pdf-paragraphs'
import { withoutRunningHeads } from './running-heads'

export type PdfOptions = {
  signal: AbortSignal
  askPassword: AskPassword
  /** How many of its pages are read. */
  onProgress: (done: number, of: number) => void
}

export type PdfFacts = { title: string; url: string; tabId?: number }

/** Characters, a little below what the worker takes. */
const longestText = 3_900_000
const longestTitle = 500
/** Of the lines that repeat on every page. */
const longestShown = 2_000
/** Milliseconds of work, after which the panel gets its turn. */
const slice = 24

/**
 * Pins the text of a PDF, page by page under headings of their numbers, with the places where pages begin.
 * @throws {ChatError} `bad-request` when it is damaged, locked, or holds pictures only; `aborted`.
 */
export async function readPdf(bytes: Uint8Array, facts: PdfFacts, options: PdfOptions): Promise<Snapshot> {
  const pdf = await openPdf(bytes, options)
  try {
    const pages = await readPages(pdf, options)
    const title = facts.title === '' ? await titleOf(pdf) : facts.title
    return await toSnapshot({ ...facts, title, ...writePages(pages) }, 'pdf', Date.now())
  } finally {
    void pdf.loadingTask.destroy()
  }
}

async function readPages(pdf: PDFDocumentProxy, { signal, onProgress }: PdfOptions): Promise<PdfLine[][]> {
  const pages: PdfLine[][] = []
  let since = performance.now()
  for (let number = 1; number <= pdf.numPages; number += 1) {
    if (signal.aborted) throw new ChatError('aborted', 'The reading was given up.')
    // One after the other on purpose: a page is the slice that the panel's thread can bear.
    // oxlint-disable-next-line no-await-in-loop
    pages.push(linesOf(await piecesOf(pdf, number)))
    onProgress(number, pdf.numPages)
    if (performance.now() - since > slice) {
      // oxlint-disable-next-line no-await-in-loop
      await new Promise((resolve) => setTimeout(resolve))
      since = performance.now()
    }
  }
  return pages
}

async function piecesOf(pdf: PDFDocumentProxy, number: number): Promise<PdfPiece[]> {
  const page = await pdf.getPage(number)
  const { items, styles } = await page.getTextContent()
  page.cleanup()
  return items.flatMap((item) => {
    if (!('str' in item)) return []
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform.map(Number)
    const size = item.height > 0 ? item.height : Math.hypot(a, b)
    const fixed = styles[item.fontName]?.fontFamily === 'monospace'
    return [{ text: stripButSoftHyphen(item.str), x, y, width: item.width, size, endsLine: item.hasEOL, fixed }]
  })
}

/** The soft hyphen at the end of a line says that the word goes on, and is taken out when it has. */
function stripButSoftHyphen(text: string): string {
  return text.endsWith('\u00ad') ? `${stripInvisible(text)}\u00ad` : stripInvisible(text)
}

type Written = Pick<Snapshot, 'text' | 'places' | 'omittedCharacters' | 'hiddenCharacters' | 'hiddenText'>

function writePages(whole: readonly (readonly PdfLine[])[]): Written {
  const { pages, left } = withoutRunningHeads(whole)
  if (whole.every((lines) => lines.length === 0)) {
    throw new ChatError(
      'bad-request',
      'This PDF holds pictures of pages and no text, as a scanner makes them. Show it in a tab and attach a screenshot of the page instead, for a model that sees pictures.',
      { retryable: false },
    )
  }
  const habits = habitsOf(pages)
  const places: TextPlace[] = []
  let text = ''
  let omittedCharacters = 0
  for (const [index, lines] of pages.entries()) {
    const words = lines.length === 0 ? '' : stripInvisible(pageText(lines, habits))
    const page = `## Page ${index + 1}${words === '' ? '' : `\n\n${words}`}`
    if (omittedCharacters > 0 || text.length + page.length > longestText) {
      omittedCharacters += page.length
      continue
    }
    if (text !== '') text += '\n\n'
    places.push({ from: text.length, page: index + 1 })
    text += page
  }
  const leftOut = left.join('\n')
  const hiddenCharacters = leftOut.replace(/\s+/g, '').length
  return {
    text,
    places,
    ...(omittedCharacters === 0 ? {} : { omittedCharacters }),
    ...(hiddenCharacters === 0 ? {} : { hiddenCharacters, hiddenText: leftOut.slice(0, longestShown) }),
  }
}

async function titleOf(pdf: PDFDocumentProxy): Promise<string> {
  const { info } = await pdf.getMetadata()
  const title: unknown = Reflect.get(info, 'Title')
  return typeof title === 'string' ? stripInvisible(title).trim().slice(0, longestTitle) : ''
}
