import { own } from './document-facts'
import type { Sight, Surroundings } from './hidden-text'
import { isElement, isShadowRoot } from './nodes'
import { caps } from './page-content'
import { parentThrough } from './shadow'
import { copyVisible, type VisibleCopy } from './visible-copy'

/** Half a table or half a listing still needs its frame, or rows and lines would run together. */
const frames: Record<string, string> = { tr: 'table', tbody: 'table', thead: 'table', tfoot: 'table', code: 'pre' }

/** Markdown may be shorter than the text it is made of, hence more than the cap. */
const copiedText = caps.selectionText * 1.5

/** Copies what can be seen within a range. */
export function copyRange(document: Document, range: Range, sight: Sight): VisibleCopy {
  return copyElement(document, frameOf(elementOf(document, range.commonAncestorContainer)), sight, range)
}

/** Copies what can be seen of one element, which stands somewhere in the page. */
export function copyElement(
  document: Document,
  element: Element,
  sight: Sight,
  range?: Range,
  budget: number = copiedText,
): VisibleCopy {
  const start = surroundingsOf(element, sight)
  const fresh = own(document, 'implementation').createHTMLDocument('')
  const options = { sight: { ...sight, start }, base: own(document, 'baseURI'), budget }
  return copyVisible(element, fresh, range ? { ...options, range } : options)
}

export function elementOf(document: Document, node: Node): Element {
  if (isElement(node)) return node
  if (isShadowRoot(node)) return node.host
  return node.parentElement ?? own(document, 'documentElement')
}

function frameOf(element: Element): Element {
  const line = element.closest('pre')
  if (line) return line
  const frame = frames[element.localName]
  return (frame === undefined ? null : element.closest(frame)) ?? element
}

/** What the element takes over from all that it stands in, as the walk from the top would have found it. */
function surroundingsOf(element: Element, sight: Sight): Surroundings {
  const ancestors: Element[] = []
  for (let step = parentThrough(element); step; step = parentThrough(step)) ancestors.push(step)
  return ancestors.reduceRight((around, ancestor) => sight.look(ancestor, around).inside, sight.start)
}
