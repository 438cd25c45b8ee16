import { cutTree } from './cut-tree'
import { extractWith, writtenText } from './extract-document'
import type { Sight } from './hidden-text'
import { toMarkdown } from './markdown'
import type { PageContent } from './page-content'

/**
 * Everything that can be seen of a page as markdown, its menus and margins too. The page is read, never changed.
 * @param sight tells what can be seen; the page's layout, unless a test has none.
 * @throws {UnreadableError} as `extractPage`.
 */
export function extractVisible(document: Document, sight?: Sight): PageContent {
  return extractWith(document, sight, ({ body }) => {
    const cut = cutTree(body, writtenText)
    return { text: toMarkdown(body), cut }
  })
}
