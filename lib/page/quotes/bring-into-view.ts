import { parentThrough } from '../shadow'

/** Keeps this much of a box between its edge and the words, in pixels. */
const margin = 24

/** Scrolls, at once and not by gliding, until the first line of a range can be seen. */
export function bringIntoView(range: Range): void {
  const node = range.startContainer
  const element = node.nodeType === 1 ? (node.childNodes[range.startOffset] ?? node) : node
  const box = element.nodeType === 1 ? element : parentThrough(element)
  if (!isScrollable(box)) return
  box.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' })
  // The middle of a long paragraph may be far from its words.
  for (let around = parentThrough(box) ?? null; around; around = parentThrough(around)) {
    const line = range.getClientRects()[0]
    if (!line) return
    const isPage = around === around.ownerDocument.scrollingElement
    const frame = isPage ? { top: 0, bottom: innerHeight } : around.getBoundingClientRect()
    if (around.scrollHeight <= around.clientHeight && !isPage) continue
    if (line.top >= frame.top + margin && line.bottom <= frame.bottom - margin) continue
    around.scrollBy({ top: (line.top + line.bottom - frame.top - frame.bottom) / 2, behavior: 'instant' })
  }
}

function isScrollable(node: Node | null): node is Element {
  return node !== null && 'scrollIntoView' in node
}
