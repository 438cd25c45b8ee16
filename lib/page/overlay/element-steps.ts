import { frameDocument } from '../frame-document'
import { isShadowRoot } from '../nodes'
import { shadowOf } from '../shadow'
import type { Box } from './styles'

/** What was picked, and the way there from within: narrowing goes back on it. */
export type Pick = { element: Element; trail: readonly Element[] }

export type Step = 'wider' | 'narrower' | 'previous' | 'next'

/** The innermost element that shows at a point of a document, through shadow roots and frames of its own origin. */
export function elementAt(scope: Document | ShadowRoot, x: number, y: number, overlay: Element): Element | null {
  const hit = scope.elementsFromPoint(x, y).find((element) => element !== overlay && element.getRootNode() === scope)
  if (!hit) return null
  const shadow = shadowOf(hit)
  const inShadow = shadow && elementAt(shadow, x, y, overlay)
  if (inShadow) return inShadow
  const inner = frameDocument(hit)
  if (!inner) return hit
  const frame = hit.getBoundingClientRect()
  return elementAt(inner, x - frame.left - hit.clientLeft, y - frame.top - hit.clientTop, overlay) ?? hit
}

/** Where an element is in the window, frames around it counted in. */
export function boxOf(element: Element): Box {
  const { left, top, width, height } = element.getBoundingClientRect()
  const frame = element.ownerDocument.defaultView?.frameElement
  if (!frame) return { left, top, width, height }
  const outer = boxOf(frame)
  return { left: left + outer.left + frame.clientLeft, top: top + outer.top + frame.clientTop, width, height }
}

/** The pick after one step; the same where there is nothing further. */
export function stepped(pick: Pick, step: Step): Pick {
  const { element, trail } = pick
  if (step === 'wider') {
    const parent = around(element)
    return parent ? { element: parent, trail: [...trail, element] } : pick
  }
  if (step === 'narrower') {
    const back = trail.at(-1)
    if (back?.isConnected) return { element: back, trail: trail.slice(0, -1) }
    const child = within(element).find(shows)
    return child ? { element: child, trail: [] } : pick
  }
  const parent = element.parentNode
  const siblings = parent ? [...parent.children] : []
  const place = siblings.indexOf(element)
  const others = step === 'next' ? siblings.slice(place + 1) : siblings.slice(0, Math.max(0, place)).toReversed()
  const sibling = others.find(shows)
  return sibling ? { element: sibling, trail: [] } : pick
}

/** The element around another, out of shadow roots and frames; none around the page's body. */
function around(element: Element): Element | null {
  const parent = element.parentNode
  if (parent && isShadowRoot(parent)) return parent.host
  if (element.parentElement && element.localName !== 'body') return element.parentElement
  return element.ownerDocument.defaultView?.frameElement ?? null
}

function within(element: Element): Element[] {
  const inner = frameDocument(element)?.body
  if (inner) return [inner]
  return [...(shadowOf(element)?.children ?? []), ...element.children]
}

function shows(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect()
  return width > 0 && height > 0
}
