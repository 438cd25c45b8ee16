import { factsOf } from '../document-facts'
import { extractElement } from '../extract-element'
import { layoutSight } from '../hidden-text'
import { UnreadableError, type PageContent } from '../page-content'
import { headingBefore } from '../selection-context'

export type ElementContent = PageContent & { context: { heading?: string } }

/**
 * A picked element as markdown, with the heading that it stands under, as of the page: a frame's own address and title
 * say little. Undefined when it shows no text.
 */
export function elementContent(element: Element, page: Document): ElementContent | undefined {
  const inner = element.ownerDocument
  try {
    const content = extractElement(element, inner)
    const range = inner.createRange()
    range.selectNode(element)
    const heading = inner.defaultView ? headingBefore(inner, range, layoutSight(inner.defaultView)) : ''
    return { ...content, ...factsOf(page), context: heading === '' ? {} : { heading } }
  } catch (error) {
    if (error instanceof UnreadableError) return undefined
    throw error
  }
}
