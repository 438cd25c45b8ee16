import { isLabel, isRequest } from './boilerplate'
import { jump } from './replaced-element'
import { isBlock, weigh, type Weights } from './text-weights'

const boxes = 'ul, ol, div, section, p, table, dl, aside, details'
const speakers = '[class*="author"], [class*="user"], [rel~="author"], time'
const fewestLinks = 2
/** A box whose words are links to this share leads away from the page. */
const mostLinked = 0.75
/** So does a list in which every item has a link and this share is links. */
const mostLinkedInList = 0.55
/** A page of which this much would go is made of its links: results, a directory, a front page. */
const largestLoss = 0.35
const longestLabel = 80
/** Paragraphs are looked for as far away as this on either side, since a box may hold thousands. */
const mostSteps = 10
/** Below a label, a box leads away when this share of it is links. */
const leastLinked = 0.4
const largestAside = 0.15
/** In characters of sentences: what a newsletter says of itself. */
const longestRequest = 400

/** Removes lists of other pages, and the labels that stand above them. */
export function pruneLinks(root: HTMLElement, headline?: Element, isThread = false): void {
  const weights = weigh(root)
  const isHead = (box: Element) => headline !== undefined && (box.contains(headline) || headline.contains(box))
  // In a discussion the line of links above a post says whose it is.
  const isByline = (box: Element) => isThread && box.querySelector(speakers) !== null
  const lists = outermost(
    [...root.querySelectorAll(boxes)].filter(
      (box) => leadsAway(box, weights) && !isHead(box) && !isByline(box) && !isAmongParagraphs(box, weights),
    ),
  )
  const lost = lists.reduce((sum, box) => sum + weights(box).characters, 0)
  if (lost <= weights(root).characters * largestLoss) {
    for (const list of lists) {
      const label = labelBefore(list)
      if (label && label.textContent.trim().length <= longestLabel && !weights(label).prose) label.remove()
      list.remove()
    }
  }
  removeLabelled(root, weights)
}

function leadsAway(box: Element, weights: Weights): boolean {
  const { characters, linked, links } = weights(box)
  if (characters === 0 || links < fewestLinks) return false
  // A table of contents within a text, a reference among sentences and a row of a table stay.
  const isLinkList =
    /^[uo]l$/.test(box.localName) &&
    linked >= characters * mostLinkedInList &&
    weights(box).prose === 0 &&
    [...box.children].every((item) => item.querySelector('a') !== null)
  return (linked >= characters * mostLinked || isLinkList) && !box.closest('td, th, li p, sup')
}

/** What an author lists between paragraphs: a box that leads away has a name, a label, or nothing behind it. */
function isAmongParagraphs(box: Element, weights: Weights): boolean {
  if (!/^([uo]l|p)$/.test(box.localName) || /\S/.test(box.getAttribute('class') ?? '') || box.id !== '') return false
  if (box.querySelector(`[${jump}]`)) return false
  if (isLabel(box.previousElementSibling?.textContent ?? '') || isLabel(box.textContent)) return false
  let paragraphs = 0
  let [before, behind] = [box.previousElementSibling, box.nextElementSibling]
  for (let step = 0; step < mostSteps; step += 1) {
    if (before && weights(before).prose > 0) paragraphs += 1
    if (behind && weights(behind).prose > 0) paragraphs += 1
    before = before?.previousElementSibling ?? null
    behind = behind?.nextElementSibling ?? null
  }
  return paragraphs >= 2
}

function labelBefore(list: Element): Element | undefined {
  const label = list.previousElementSibling
  return label && (/^h[2-6]$/.test(label.localName) || isLabel(label.textContent)) ? label : undefined
}

/** Boxes that begin with such a label and lead away, or ask for something; labels with nothing behind them. */
function removeLabelled(root: HTMLElement, weights: Weights): void {
  const total = weights(root).characters
  for (const label of root.querySelectorAll('h2, h3, h4, h5, h6, p, div, span, strong, b, small')) {
    if (weights(label).characters > longestLabel) continue
    const text = label.textContent.trim()
    if (text.length > longestLabel || !root.contains(label) || label.closest('li, td, th, pre')) continue
    const asks = isRequest(text)
    if (!asks && !isLabel(text)) continue
    const box = boxOf(label, root)
    const { characters, linked, prose } = weights(box)
    const isSmall = characters < total * largestAside && box !== label
    if (isSmall && (linked >= characters * leastLinked || (asks && prose < longestRequest))) box.remove()
    else if (isBlock(label) && !/^h[1-6]$/.test(label.localName) && text.length < 40) label.remove()
  }
}

/** The box that a label is the first word of, as far as it begins with it. */
export function boxOf(label: Element, root: Element): Element {
  let box = label
  for (let parent = box.parentElement; parent && parent !== root; parent = box.parentElement) {
    const isFirst =
      parent.firstElementChild === box &&
      !/\S/.test(parent.firstChild === box ? '' : (parent.firstChild?.nodeValue ?? ''))
    if (!isFirst) break
    box = parent
  }
  return box
}

function outermost(all: Element[]): Element[] {
  const set = new Set(all)
  return all.filter((box) => {
    for (let step = box.parentElement; step; step = step.parentElement) if (set.has(step)) return false
    return true
  })
}
