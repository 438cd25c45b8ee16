import type { Snapshot } from '../../chat/attachment'
import { ChatError } from '../../chat/chat-error'
import { stripInvisible } from '../invisible-characters'
import { cutAt, cutAtBlock } from '../page-content'
import { readPdf, type PdfOptions } from '../pdf/read-pdf'
import { imageSnapshot } from '../picture'
import { toSnapshot } from '../snapshot'
import { decodeText } from './decode-text'
import { delimitedTable } from './delimited'
import { readDocx } from './docx'
import { fenced } from './fence'
import { fileKind, type FileKind } from './file-kind'
import { readHtml } from './html-file'

/** Characters of one file, a little below what the worker takes. */
const longestText = 3_900_000
const longestTitle = 500
/** Characters of what is left out as hidden that are kept to be looked at. */
const longestHidden = 20_000
const megabyte = 1_000_000
const largest = { pdf: 150 * megabyte, docx: 60 * megabyte, text: 20 * megabyte }

type FileText = { text: string; title?: string; hiddenCharacters?: number; hiddenText?: string }

/**
 * Pins the text of a file, or a picture.
 * @throws {ChatError} `bad-request` for what Gloss cannot read; `aborted`. Each names the file.
 */
export async function readFile(file: File, options: PdfOptions): Promise<Snapshot> {
  try {
    return await readAny(file, options)
  } catch (error) {
    if (!(error instanceof ChatError) || error.kind === 'aborted') throw error
    const { kind, message, ...facts } = error.info
    const sentence = message.includes(`“${file.name}”`) ? message : `Gloss could not attach “${file.name}”. ${message}`
    // The same file would be read once more.
    throw new ChatError(kind, sentence, { ...facts, retryable: false, cause: error })
  }
}

async function readAny(file: File, options: PdfOptions): Promise<Snapshot> {
  const title = cutAt(stripInvisible(file.name), longestTitle)
  const head = new Uint8Array(await file.slice(0, 1_024).arrayBuffer())
  const kind = fileKind(file.name, file.type, head)
  if (kind.as === 'refused') throw new ChatError('bad-request', kind.why)
  if (kind.as === 'image') return imageSnapshot(file, { title })
  refuseSize(file, kind)
  if (file.size === 0) throw new ChatError('bad-request', 'The file is empty.')
  const bytes = new Uint8Array(await file.arrayBuffer())
  options.signal.throwIfAborted()
  if (kind.as === 'pdf') return readPdf(bytes, { title, url: '' }, options)
  const read = kind.as === 'docx' ? await readDocx(bytes) : readText(bytes, kind)
  if (read.text.trim() === '') throw new ChatError('bad-request', 'There is no text in it.')
  const { hiddenCharacters = 0, hiddenText = '' } = read
  return toSnapshot(
    {
      url: '',
      title,
      ...cutAtBlock(read.text, longestText),
      hiddenCharacters,
      ...(hiddenText === '' ? {} : { hiddenText: cutAt(hiddenText, longestHidden) }),
    },
    'file',
    Date.now(),
  )
}

function readText(bytes: Uint8Array, kind: FileKind): FileText {
  const source = decodeText(bytes)
  if (source === null) {
    throw new ChatError(
      'bad-request',
      'It is none of what Gloss reads: text, code, tables, PDF, Word documents, pictures.',
    )
  }
  if (kind.as === 'html') return readHtml(source)
  const text = stripInvisible(source.replaceAll('\r\n', '\n')).trimEnd()
  const hiddenCharacters = 0
  if (kind.as === 'table')
    return { text: delimitedTable(text, kind.delimiter) ?? fenced('csv', text), hiddenCharacters }
  return { text: kind.as === 'code' ? fenced(kind.language, text) : text, hiddenCharacters }
}

function refuseSize(file: File, kind: FileKind): void {
  const limit = kind.as === 'pdf' ? largest.pdf : kind.as === 'docx' ? largest.docx : largest.text
  if (file.size <= limit) return
  const [has, may] = [file.size, limit].map((bytes) => Math.round(bytes / megabyte))
  throw new ChatError('bad-request', `It has ${has} MB, and Gloss reads up to ${may} MB of such a file.`)
}
