import { own } from './document-facts'
import { shadowOf } from './shadow'

/** The focused element, through shadow roots. */
export function focusedIn(document: Document): Element | null {
  let focused = own(document, 'activeElement')
  for (;;) {
    const inner = focused && shadowOf(focused)?.activeElement
    if (!inner) return focused
    focused = inner
  }
}
