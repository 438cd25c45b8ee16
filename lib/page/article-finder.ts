import { Readability } from '@mozilla/readability'
import { isDocument, isElement } from './nodes'

const mark = 'data-place'

/**
 * Which elements of a copied page an article finder would keep; undefined when it sees no article. It tells well where
 * an article stands, and throws headings, tables and lists out of it: so that it is a pair of eyes, not the last word.
 */
export function findArticle(fresh: Document): ((element: Element) => boolean) | undefined {
  for (const [place, element] of [...fresh.body.querySelectorAll('*')].entries()) {
    element.setAttribute(mark, String(place))
  }
  const kept = placesKept(fresh)
  if (!kept) return undefined
  const has = (element: Element | null) => element !== null && kept.has(element.getAttribute(mark) ?? '')
  const soleChild = (element: Element) => (element.children.length === 1 ? element.firstElementChild : null)
  // The finder melts a box and the only thing in it into one, which then goes by either name.
  return (element) => {
    if (has(element) || has(soleChild(element))) return true
    const parent = element.parentElement
    return parent !== null && parent.children.length === 1 && has(parent)
  }
}

function placesKept(fresh: Document): Set<string> | undefined {
  // The finder takes its document apart, so that it gets a copy of the copy.
  const copy = fresh.cloneNode(true)
  if (!isDocument(copy)) return undefined
  try {
    const finder = new Readability<Node>(copy, { keepClasses: true, disableJSONLD: true, serializer: (node) => node })
    const content = finder.parse()?.content
    if (!content || !isElement(content)) return undefined
    return new Set([...content.querySelectorAll(`[${mark}]`)].map((element) => element.getAttribute(mark) ?? ''))
  } catch {
    // A tree that the finder cannot digest is read without it.
    return undefined
  }
}
