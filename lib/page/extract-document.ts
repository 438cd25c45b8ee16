import { removeGutters } from './code-gutters'
import { factsOf, own } from './document-facts'
import { layoutSight, type Sight } from './hidden-text'
import { caps, cutAtBlock, leftOut, UnreadableError, type PageContent } from './page-content'
import { iconOf } from './site-icon'
import { sourceText } from './source-text'
import { copyVisible, countCharacters, type VisibleCopy } from './visible-copy'

/** Looking for the article in more text than this would outlast the reader's patience. */
const copiedText = caps.pageText * 2
/** Markdown may be shorter than the text it is made of (white space, blanks in code), hence more than the cap. */
export const writtenText = caps.pageText * 1.5

/** Writes a copy of a web page as markdown, and tells how many characters it cut off before it wrote. */
type Writer = (copy: VisibleCopy, fresh: Document) => { text: string; cut: number }

/** Reads a document of any type; a web page is copied as far as it can be seen and written by `write`. */
export function extractWith(document: Document, sight: Sight | undefined, write: Writer): PageContent {
  const type = own(document, 'contentType') ?? 'text/html'
  if (type === 'application/pdf') throw new UnreadableError('pdf')
  const isMarkup = type === 'text/html' || type === 'application/xhtml+xml'
  const read = isMarkup ? readMarkup(document, sight ?? sightOf(document), write) : readSource(document, type)
  if (read.text === '') throw new UnreadableError('empty')
  const { text, omittedCharacters } = cutAtBlock(read.text, caps.pageText)
  const icon = iconOf(document)
  return {
    ...factsOf(document),
    text: text.toWellFormed(),
    ...leftOut({ ...read, omittedCharacters: omittedCharacters + read.omittedCharacters }),
    ...(icon === undefined ? {} : { icon }),
  }
}

type Read = { text: string; hiddenCharacters: number; hiddenText: string; omittedCharacters: number }

function readSource(document: Document, type: string): Read {
  return { ...sourceText(document, type), hiddenCharacters: 0, hiddenText: '' }
}

function readMarkup(document: Document, sight: Sight, write: Writer): Read {
  const root = own(document, 'documentElement')
  if (!root) return { text: '', hiddenCharacters: 0, hiddenText: '', omittedCharacters: 0 }
  // A document of our own: cloning into the page's would run the constructors of its custom elements.
  const fresh = own(document, 'implementation').createHTMLDocument('')
  const copy = copyVisible(root, fresh, { sight, base: own(document, 'baseURI'), budget: copiedText })
  if (countCharacters(copy.body.textContent) === 0) return { ...copy, text: '' }
  removeGutters(copy.body)
  const { text, cut } = write(copy, fresh)
  return { ...copy, text, omittedCharacters: copy.omittedCharacters + cut }
}

function sightOf(document: Document): Sight {
  const view = own(document, 'defaultView')
  if (!view) throw new UnreadableError('empty')
  return layoutSight(view)
}
