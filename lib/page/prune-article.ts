import { isNote } from './boilerplate'
import { isBlock, type Weights } from './text-weights'

/** Holds its own kind of matter, which is never chrome for its shape alone. */
const structural =
  'h1, h2, h3, h4, h5, h6, pre, table, dl, blockquote, figure, figcaption, ul, ol, math, caption, details'
/** Beyond this share of links a list leads away. */
const mostLinked = 0.5
/** Sentences of a box that the finder left out, in characters. */
const leastProse = 60

type Leaf = { element: Element; kept: boolean }

/**
 * Takes out of an article's box what the finder left out, but for what it should not have: headings, tables, lists,
 * code and sentences that stand between what it kept.
 */
export function pruneArticle(root: Element, weights: Weights, isKept: (element: Element) => boolean): void {
  const leaves: Leaf[] = []
  collect(root, isKept, leaves)
  const first = leaves.findIndex(({ kept }) => kept)
  const last = leaves.findLastIndex(({ kept }) => kept)
  if (first < 0) return
  const headline = leaves.findIndex(({ element }) => element.localName === 'h1')
  const parents = new Set<Element | null>(leaves.flatMap(({ element, kept }) => (kept ? [element.parentElement] : [])))
  const dropped = leaves.filter(({ element, kept }, index) => {
    if (kept || element.localName === 'h1') return false
    if (index > last && !parents.has(element.parentElement)) return true
    if (index < first && index < headline) return true
    return !isMatter(element, weights, index < first)
  })
  for (const { element } of dropped) element.remove()
}

/** The blocks that the matter consists of, each as a whole, in order. */
function collect(box: Element, isKept: (element: Element) => boolean, into: Leaf[]): void {
  for (const child of box.children) {
    if (!isBlock(child) && child.children.length === 0) continue
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
  if (isBefore) return false
  return element.matches(structural) || isNote(element) || isNote(element.parentElement ?? element)
}
