import { layoutSight, type Sight, type Surroundings } from '../hidden-text'
import { isElement, isSlot, isText } from '../nodes'
import { insteadOf } from '../replaced-element'
import { shadowOf } from '../shadow'
import type { PassageNeedle } from '../../chat/quote'
import { fold } from './fold'
import type { Folded } from './folded'
import { joint } from './signs'

/** What a reader sees of a page, in order, with where each word of it comes from. */
export type PageWords = {
  folded: Folded
  /** Text nodes, and elements that something else stands for, such as formulas. */
  nodes: readonly (Text | Element)[]
  /** Where the text of each begins in the source of `folded`. */
  starts: readonly number[]
}

/** A part of a text node, or a whole element. */
export type WordRange = { node: Text; from: number; to: number } | { node: Element }

const skipped = new Set(
  'script style noscript template head textarea select option datalist audio video canvas object embed rt rp rtc'.split(
    ' ',
  ),
)
/** A page of more text is searched as far as this. */
const mostText = 8_000_000

/** Reads what can be seen of a page now. The page is not changed. */
export function readWords(document: Document, sight = sightOf(document)): PageWords {
  const nodes: (Text | Element)[] = []
  const starts: number[] = []
  const pieces: string[] = []
  let length = 0
  const add = (node: Text | Element, text: string) => {
    nodes.push(node)
    starts.push(length)
    pieces.push(text)
    length += text.length + joint.length
  }
  type Step = { node: Node; around: Surroundings; hidden: boolean }
  const steps: Step[] = [{ node: document.documentElement, around: sight.start, hidden: false }]
  for (let step = steps.pop(); step; step = steps.pop()) {
    if (length > mostText) break
    const { node, around, hidden } = step
    if (isText(node)) {
      if (!hidden && node.data !== '') add(node, node.data)
      continue
    }
    if (!isElement(node) || skipped.has(node.localName)) continue
    const seen = sight.look(node, around)
    if (seen.hidden === 'all') continue
    const replacement = insteadOf(node, document.baseURI)
    if (replacement !== undefined) {
      if (replacement.startsWith('$')) add(node, replacement)
      continue
    }
    const children = childrenOf(node)
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index]
      if (child) steps.push({ node: child, around: seen.inside, hidden: seen.hidden === 'text' })
    }
  }
  return { folded: fold(pieces.join(joint), 'plain'), nodes, starts }
}

function sightOf(document: Document): Sight {
  const view = document.defaultView
  if (!view) throw new Error('The page is gone.')
  return layoutSight(view)
}

function childrenOf(node: Element): ArrayLike<Node> {
  const shadow = shadowOf(node)
  if (shadow) return shadow.childNodes
  const assigned = isSlot(node) ? node.assignedNodes() : []
  return assigned.length > 0 ? assigned : node.childNodes
}

/** Where a passage stands: of several places with its words, the one among the words that were around it. */
export function findWords(words: PageWords, needles: readonly PassageNeedle[]): WordRange[] {
  const ranges: WordRange[] = []
  let from = 0
  for (const needle of needles) {
    const start = bestPlace(words.folded.text, needle, from)
    if (start === -1) return []
    from = start + needle.text.length
    ranges.push(...rangesOf(words, start, from))
  }
  return ranges
}

const mostPlaces = 200

function bestPlace(text: string, { text: needle, before, after }: PassageNeedle, from: number): number {
  let best = -1
  let bestScore = -1
  let place = needle === '' ? -1 : text.indexOf(needle, from)
  for (let tries = 0; place !== -1 && tries < mostPlaces; tries += 1) {
    const score = commonEnd(text, place, before) + commonStart(text, place + needle.length, after)
    if (score > bestScore) {
      best = place
      bestScore = score
    }
    if (score === before.length + after.length) break
    place = text.indexOf(needle, place + 1)
  }
  return best
}

function commonEnd(text: string, end: number, before: string): number {
  let count = 0
  while (count < before.length && text.charAt(end - 1 - count) === before.charAt(before.length - 1 - count)) count += 1
  return count
}

function commonStart(text: string, start: number, after: string): number {
  let count = 0
  while (count < after.length && text.charAt(start + count) === after.charAt(count)) count += 1
  return count
}

function rangesOf({ folded, nodes, starts }: PageWords, start: number, end: number): WordRange[] {
  const ranges: WordRange[] = []
  const first = folded.from[start] ?? 0
  const last = folded.from[end - 1] ?? 0
  for (let index = nodeAt(starts, first); index < nodes.length && (starts[index] ?? 0) <= last; index += 1) {
    const node = nodes[index]
    const begin = starts[index] ?? 0
    if (!node) continue
    if (!isText(node)) {
      ranges.push({ node })
      continue
    }
    const from = Math.max(0, first - begin)
    const to = Math.min(node.data.length, last - begin + wholeCharacter(node.data, last - begin))
    if (/\S/.test(node.data.slice(from, to))) ranges.push({ node, from, to })
  }
  return ranges
}

function wholeCharacter(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}

function nodeAt(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
}
