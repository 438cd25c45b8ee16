import { shadowRootsIn } from './shadow'

type Ends = Pick<StaticRange, 'startContainer' | 'startOffset' | 'endContainer' | 'endOffset'>

/**
 * Where a selection begins and ends, inside shadow roots too; undefined when it has no extent that a range can have,
 * such as from one shadow root into another.
 */
export function selectedRange(document: Document, selection: Selection): Range | undefined {
  const outer = selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined
  if (outer && !outer.collapsed) return outer
  // Seen from outside, a selection inside a shadow root is a point before its host.
  const roots = shadowRootsIn(document)
  if (roots.length === 0) return undefined
  for (const ends of [composedEnds(selection, roots), ...roots.map(endsWithin)]) {
    const range = ends && liveRange(document, ends)
    if (range && !range.collapsed) return range
  }
  return undefined
}

function composedEnds(selection: Selection, shadowRoots: ShadowRoot[]): Ends | undefined {
  if (!('getComposedRanges' in selection)) return undefined
  try {
    return selection.getComposedRanges({ shadowRoots })[0]
  } catch {
    // The first browsers that had it took the roots one by one instead; each root is asked by itself then.
    return undefined
  }
}

/** Chromium's own way before there was a common one. */
function endsWithin(root: ShadowRoot): Ends | undefined {
  if (!('getSelection' in root) || typeof root.getSelection !== 'function') return undefined
  const selection: unknown = root.getSelection()
  return isSelection(selection) && selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined
}

const isSelection = (value: unknown): value is Selection =>
  typeof value === 'object' && value !== null && 'getRangeAt' in value

function liveRange(document: Document, ends: Ends): Range | undefined {
  if (ends.startContainer.getRootNode() !== ends.endContainer.getRootNode()) return undefined
  const range = document.createRange()
  range.setStart(ends.startContainer, ends.startOffset)
  range.setEnd(ends.endContainer, ends.endOffset)
  return range
}
