import type { Headline } from './headline'
import { oneLine } from './text-lines'
import { isBlock, readsLikeProse, type Weights } from './text-weights'

/** As many boxes of one kind beside each other are a row. */
const fewest = 3
/** What a card holds at most, and what its link says at least. In characters without white space. */
const largestCard = 500
const shortestLink = 14
/** What stands above the headline in a card: a date, a section. In characters. */
const longestKicker = 40
/** Sentences below a headline, in characters and in paragraphs, before they are an article's. */
const leastArticle = { prose: 180, paragraphs: 2 }
const dateLine = /(^|\D)((19|20)\d\d|\d{1,2}[:.]\d\d)(\D|$)|\d.* (ago|fa)$|^(vor|il y a|hace|há) \d/i
const longestDate = 120

/**
 * Takes rows of cards that lead to other pages away from a page that shows one article: together they may say more than
 * it does. Such a page has a headline, sentences below it, and a date beside it or the word of its maker.
 * @returns whether there were any.
 */
export function removeTeasers(
  body: HTMLElement,
  weights: Weights,
  headline: Headline,
  { url, isSaidArticle }: { url: string; isSaidArticle: boolean },
): boolean {
  const rows = rowsOf(body, weights, url).filter((row) => !row.some((card) => card.contains(headline.element)))
  const cards = new Set(rows.flat())
  if (cards.size === 0 || !isAboveSentences(headline.element, cards, body, weights, isSaidArticle)) return false
  for (const card of cards) card.remove()
  return true
}

function rowsOf(body: HTMLElement, weights: Weights, url: string): Element[][] {
  const rows: Element[][] = []
  for (const box of body.querySelectorAll('*')) {
    if (box.children.length < fewest) continue
    const kinds = new Map<string, Element[]>()
    for (const child of box.children) {
      if (!/^(div|article|section|li|a)$/.test(child.localName)) continue
      const kind = `${child.localName} ${(child.getAttribute('class') ?? '').replace(/\d+/g, '')}`
      const known = kinds.get(kind)
      if (known) known.push(child)
      else kinds.set(kind, [child])
    }
    // What stands among paragraphs is told in them.
    if ([...box.children].some((child) => child.localName === 'p' && weights(child).prose > 0)) continue
    for (const row of kinds.values()) if (row.length >= fewest && isRow(row, weights, url)) rows.push(row)
  }
  return rows
}

function isRow(row: readonly Element[], weights: Weights, url: string): boolean {
  if (row.some((card) => weights(card).characters > largestCard)) return false
  const targets = new Set(row.map((card) => targetOf(card)))
  const site = URL.canParse(url) ? new URL(url).origin : ''
  // An article may list what other sites have; its own it advertises.
  return targets.size === row.length && [...targets].every((target) => target.startsWith(site) && target !== '')
}

/** Where a card leads, by the link that it begins with; '' when it is none. */
function targetOf(card: Element): string {
  const links = [...card.querySelectorAll('a[href]'), ...(card.matches('a[href]') ? [card] : [])]
  const link = links.find((other) => other.textContent.replace(/\s|^\[image: .*\]$/g, '').length >= shortestLink)
  if (!link) return ''
  const text = oneLine(card.textContent.replace(/\[image: [^\]]*\]/g, ''))
  const at = text.indexOf(oneLine(link.textContent.replace(/\[image: [^\]]*\]/g, '')))
  return at >= 0 && at <= longestKicker ? (link.getAttribute('href') ?? '') : ''
}

/** Walks from the headline outward to the first box with sentences of its own, and looks at what begins it. */
function isAboveSentences(
  headline: Element,
  cards: ReadonlySet<Element>,
  body: Element,
  weights: Weights,
  isSaidArticle: boolean,
): boolean {
  let box: Element | null = headline
  while (box && box !== body.parentElement) {
    const found = { prose: 0, paragraphs: 0, isDated: isSaidArticle }
    look(box, found, cards, weights)
    if (found.prose >= leastArticle.prose)
      return found.isDated && (isSaidArticle || found.paragraphs >= leastArticle.paragraphs)
    box = box.parentElement
  }
  return false
}

type Found = { prose: number; paragraphs: number; isDated: boolean }

/** Adds up what stands in a box before its first card. @returns whether that card was met. */
function look(box: Element, found: Found, cards: ReadonlySet<Element>, weights: Weights): boolean {
  if (cards.has(box)) return true
  const blocks = [...box.children].filter((child) => isBlock(child) || child.children.length > 0)
  if (box.localName === 'time') found.isDated = true
  if (blocks.length === 0 || !blocks.some(isBlock)) {
    const { prose, characters } = weights(box)
    const text = box.textContent.trim()
    if (text.length <= longestDate && dateLine.test(text)) found.isDated = true
    if (box.querySelector('time')) found.isDated = true
    if (prose > 0 && readsLikeProse(text.replace(/\s+/g, ''))) {
      found.prose += characters
      found.paragraphs += 1
    }
    return false
  }
  return blocks.some((child) => look(child, found, cards, weights))
}
