import { cutTree } from './cut-tree'
import { factsOf, own } from './document-facts'
import { extractWith, writtenText } from './extract-document'
import type { Sight } from './hidden-text'
import { mainText } from './main-text'
import { toMarkdown } from './markdown'
import type { PageContent } from './page-content'

/**
 * The main text of a page as markdown, only what can be seen. The page is read, never changed.
 * @param sight tells what can be seen; the page's layout, unless a test has none.
 * @throws {UnreadableError} when there is no text, or no way to it.
 */
export function extractPage(document: Document, sight?: Sight): PageContent {
  return extractWith(document, sight, ({ body }, fresh) => {
    const found = mainText(body, fresh, { ...factsOf(document), isSaidArticle: isSaidArticle(document) })
    const cut = cutTree(found.root, writtenText)
    return { text: found.finish(toMarkdown(found.root)), cut }
  })
}

/** By the word that a page gives to whoever shares it. */
function isSaidArticle(document: Document): boolean {
  const meta = 'meta[property="og:type"][content="article"]'
  return own(document, 'documentElement')?.querySelector(meta) !== null
}
