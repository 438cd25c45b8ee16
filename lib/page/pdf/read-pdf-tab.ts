import * as v from 'valibot'
import type { Snapshot } from '../../chat/attachment'
import { ChatError } from '../../chat/chat-error'
import { stripInvisible } from '../invisible-characters'
import { readPage } from '../read-tab'
import { runInTab } from '../run-in-tab'
import type { PdfOptions } from './read-pdf'
import { pdfTabAnswer, type PdfTabAnswer } from './tab-answer'

/** Milliseconds. A PDF that the browser did not keep comes from the network once more. */
const patience = 60_000

/**
 * Takes a snapshot of what a tab shows: a page, or a PDF with the numbers of its pages.
 * @throws {ChatError} as `readPage` and `readPdf`.
 */
export async function readPageOrPdf(
  tabId: number,
  options: PdfOptions,
  scope: { scope?: 'visible' } = {},
): Promise<Snapshot> {
  try {
    return await readPage(tabId, scope)
  } catch (error) {
    // Only what is no web page can be a PDF, and a web page is not asked twice.
    if (!(error instanceof ChatError) || error.kind !== 'bad-request') throw error
    const answer = (await showsPdf(tabId)) ? await pdfIn(tabId) : undefined
    if (!answer || answer.kind === 'other') throw error
    return readAnswer(answer, tabId, options)
  }
}

/** Asked apart, since a page answers at once or never, and a PDF may take its time. */
async function showsPdf(tabId: number): Promise<boolean> {
  const [top] = await runInTab(tabId, { func: () => document.contentType, args: [] })
  return top?.result === 'application/pdf'
}

async function pdfIn(tabId: number): Promise<PdfTabAnswer> {
  const [top] = await runInTab(tabId, { file: '/extract-pdf.js' }, { patience })
  const parsed = v.safeParse(pdfTabAnswer, top?.result)
  return parsed.success ? parsed.output : { kind: 'other' }
}

async function readAnswer(answer: PdfTabAnswer, tabId: number, options: PdfOptions): Promise<Snapshot> {
  if (answer.kind !== 'pdf') {
    const why = answer.kind === 'too-large' ? 'is larger than 100 MB' : 'cannot be read in its tab'
    throw new ChatError('bad-request', `This PDF ${why}: save it, and drop the file on this panel.`)
  }
  const bytes = Uint8Array.from(atob(answer.data), (character) => character.charCodeAt(0))
  // What reads PDFs is loaded with the first one.
  const { readPdf } = await import('./read-pdf')
  return readPdf(bytes, { url: answer.url, title: stripInvisible(answer.title || nameIn(answer.url)), tabId }, options)
}

function nameIn(url: string): string {
  const name = URL.canParse(url) ? new URL(url).pathname.split('/').at(-1) : undefined
  try {
    return decodeURIComponent(name ?? '')
  } catch {
    return name ?? ''
  }
}
