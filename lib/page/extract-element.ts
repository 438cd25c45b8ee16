import { factsOf, own } from './document-facts'
import { layoutSight, type Sight } from './hidden-text'
import { toMarkdown } from './markdown'
import { caps, cutAtBlock, leftOut, UnreadableError, type PageContent } from './page-content'
import { copyElement } from './range-copy'

/** Markdown may be shorter than the text it is made of, hence more than the cap. */
const copiedText = caps.pageText * 1.5

/**
 * One element of a page as markdown, only what can be seen of it. The page is read, never changed.
 * @param sight tells what can be seen; the page's layout, unless a test has none.
 * @throws {UnreadableError} when the element shows no text.
 */
export function extractElement(element: Element, document: Document, sight?: Sight): PageContent {
  const view = own(document, 'defaultView')
  const seeing = sight ?? (view ? layoutSight(view) : undefined)
  if (!seeing) throw new UnreadableError('empty')
  const copy = copyElement(document, element, seeing, undefined, copiedText)
  const cut = cutAtBlock(toMarkdown(copy.body), caps.pageText)
  if (cut.text === '') throw new UnreadableError('empty')
  return {
    ...factsOf(document),
    text: cut.text.toWellFormed(),
    ...leftOut({ ...copy, omittedCharacters: copy.omittedCharacters + cut.omittedCharacters }),
  }
}
