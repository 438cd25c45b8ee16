import { boilerplateOf, isLabel, isNote } from './boilerplate'
import { isBlock, type Weights } from './text-weights'

/** Holds its own kind of matter, which is never chrome for its shape alone. */
const structural =
  'h1, h2, h3, h4, h5, h6, pre, table, dl, blockquote, figure, figcaption, ul, ol, math, caption, details'
/** Beyond this share of links a list leads away. */
const mostLinked = 0.5
/** Sentences of a box that the finder left out, in characters. */
const leastProse = 60

/** Share of what was kept that the box of an article holds. */
const mostKept = 0.75

type Finding = { isKept: (element: Element) => boolean; headline: Element | undefined }
type Leaf = { element: Element; kept: boolean }

/**
 * Takes out of an article's box what the finder left out, but for what it should not have: headings, tables, lists,
 * code and sentences that stand between what it kept.
 */
export function pruneArticle(root: Element, weights: Weights, { isKept, headline }: Finding): void {
  const leaves: Leaf[] = []
  collect(root, isKept, leaves)
  const isHead = (element: Element) => element.localName === 'h1' || element === headline
  const first = leaves.findIndex(({ kept }) => kept)
  const last = leaves.findLastIndex(({ kept }) => kept)
  if (first < 0) return
  const top = leaves.findIndex(({ element }) => isHead(element))
  const parents = new Set<Element | null>(leaves.flatMap(({ element, kept }) => (kept ? [element.parentElement] : [])))
  const core = coreOf(
    root,
    leaves.flatMap(({ element, kept: isWanted }) => (isWanted ? [element] : [])),
    weights,
  )
  const isBesideKept = (element: Element) =>
    parents.has(element.parentElement) && boilerplateOf(element) === 'no' && !isLabel(element.textContent)
  const dropped = leaves.filter(({ element, kept }, index) => {
    if (kept || isHead(element)) return false
    if (index > last && !parents.has(element.parentElement) && !(core.contains(element) && element !== core))
      return true
    if (index < first && index < top) return true
    if (isMatter(element, weights, index < first)) return false
    return index < first || !isBesideKept(element)
  })
  for (const { element } of dropped) element.remove()
}

/** The blocks that the matter consists of, each as a whole, in order. */
function collect(box: Element, isKept: (element: Element) => boolean, into: Leaf[]): void {
  for (const child of box.children) {
    if (isLeaf(child)) into.push({ element: child, kept: keeps(child, isKept) })
    else collect(child, isKept, into)
  }
}

/** Structure is judged as one; so is whatever has words of its own. */
function isLeaf(element: Element): boolean {
  if (element.matches(structural)) return true
  if (![...element.children].some((child) => isBlock(child) || child.children.length > 0)) return true
  return [...element.childNodes].some((node) => node.nodeType === 3 && /\S/.test(node.nodeValue ?? ''))
}

function keeps(element: Element, isKept: (element: Element) => boolean): boolean {
  return isKept(element) || [...element.querySelectorAll('p, li, td, div, code, span')].some(isKept)
}

function isMatter(element: Element, weights: Weights, isBefore: boolean): boolean {
  const { characters, linked, prose } = weights(element)
  if (characters === 0) return true
  if (linked > characters * mostLinked) return false
  if (prose >= leastProse) return true
  // The picture above an article belongs to it.
  if (isBefore) return element.localName === 'figure'
  return element.matches(structural) || isNote(element) || isNote(element.parentElement ?? element)
}

/** The smallest box that holds most of what was kept. */
function coreOf(root: Element, kept: readonly Element[], weights: Weights): Element {
  const held = new Map<Element, number>()
  for (const element of kept) {
    for (let box = element.parentElement; box; box = box === root ? null : box.parentElement) {
      held.set(box, (held.get(box) ?? 0) + weights(element).characters)
    }
  }
  const total = held.get(root) ?? 0
  let core = root
  for (;;) {
    const inner = [...core.children].find((child) => (held.get(child) ?? 0) >= total * mostKept)
    if (!inner) return core
    core = inner
  }
}
