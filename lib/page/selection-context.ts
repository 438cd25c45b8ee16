import { oneLine, own } from './document-facts'
import type { Sight } from './hidden-text'
import { stripInvisible } from './invisible-characters'
import { caps, cutAt } from './page-content'
import { isShadowRoot } from './nodes'
import { copyElement, elementOf } from './range-copy'

const headings = 'h1, h2, h3, h4, h5, h6'
const blocks =
  'p, li, td, th, dd, dt, blockquote, pre, figcaption, caption, h1, h2, h3, h4, h5, h6, div, section, article'
/** Before and after this many characters a container holds a page, not a paragraph. */
const largestBlock = 50_000

/** The words of the nearest heading that stands before the selection; '' when there is none. */
export function headingBefore(document: Document, range: Range, sight: Sight): string {
  const root = range.commonAncestorContainer.getRootNode()
  const inShadow = isShadowRoot(root)
  const all = (inShadow ? root : own(document, 'documentElement')).querySelectorAll(headings)
  for (let index = countBefore(all, range) - 1; index >= 0; index -= 1) {
    const heading = all[index]
    if (!heading) break
    const words = oneLine(copyElement(document, heading, sight).body.textContent, caps.heading)
    if (words !== '') return words
  }
  return inShadow ? headingBefore(document, around(document, root.host), sight) : ''
}

function around(document: Document, host: Element): Range {
  const range = document.createRange()
  range.selectNode(host)
  return range
}

/** By halves: comparing positions is slow where thousands of siblings stand in a row. */
function countBefore(all: NodeListOf<Element>, range: Range): number {
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >> 1
    const element = all[middle]
    if (element && standsBefore(element, range)) low = middle + 1
    else high = middle
  }
  return low
}

function standsBefore(element: Element, range: Range): boolean {
  const { startContainer } = range
  if (element.contains(startContainer)) return false
  const position = element.compareDocumentPosition(startContainer)
  if ((position & Node.DOCUMENT_POSITION_FOLLOWING) === 0) return false
  // The start may be "child n of this container": a heading inside it is before only when the range says so.
  return !startContainer.contains(element) || range.comparePoint(element, 0) < 0
}

const words = (element: Element) => stripInvisible(element.textContent).replace(/\s+/g, ' ').trim()

/** The text of the block that the selection lies in, cut around it; '' when that adds nothing to the selection. */
export function paragraphAround(document: Document, range: Range, sight: Sight): string {
  const block = elementOf(document, range.commonAncestorContainer).closest(blocks)
  if (!block || block.textContent.length > largestBlock) return ''
  const whole = words(copyElement(document, block, sight).body)
  const chosen = words(copyElement(document, block, sight, range).body)
  if (chosen === '' || whole === chosen || chosen.length >= caps.paragraph) return ''
  if (whole.length <= caps.paragraph) return whole
  const found = whole.indexOf(chosen)
  const middle = Math.max(0, found) + chosen.length / 2
  const start = Math.max(0, Math.min(whole.length - caps.paragraph, Math.round(middle - caps.paragraph / 2)))
  // From word to word, so that neither end shows half a word or half a character.
  const from = start === 0 ? 0 : whole.indexOf(' ', start) + 1
  const window = cutAt(whole.slice(from), caps.paragraph - (from - start))
  const end = from + window.length >= whole.length ? window.length : window.lastIndexOf(' ')
  return window.slice(0, end)
}
