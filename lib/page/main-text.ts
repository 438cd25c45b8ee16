import { findArticle } from './article-finder'
import { boilerplateOf, isComments, isCommentsLabel, isOverlay, namesOf } from './boilerplate'
import type { DocumentFacts } from './document-facts'
import { headlineOf, type Headline } from './headline'
import { pruneArticle } from './prune-article'
import { boxOf, pruneLinks } from './prune-links'
import { unwrapLayoutTables } from './layout-tables'
import { isBlock, weigh, type Weights } from './text-weights'
import { removeRepeatedLabels } from './thread-labels'
import { isSign, isThread, removeRepeatedButtons } from './thread-posts'
import { removeTeasers } from './teasers'
import { removeToldPictures } from './told-pictures'

/** What a page is about, and what its markdown needs to be complete. */
export type MainText = { root: HTMLElement; finish: (markdown: string) => string }

const insets = /^(sidebar|paywall|regwall|readmore)$/
/** What asks for money says less than a part of the text that it hides, in characters of sentences. */
const mostAsked = 250
/** More than this share of a page's words is never an overlay, or a margin, whatever its name says. */
const largestOverlay = 0.4
const largestMargin = 0.4
/** A box with a name that may mean anything is a margin only when it is as short as this, in characters. */
const shortBox = 160
/** What a page says of who wrote it, and how long that is at most, in characters of sentences. */
const aboutAuthor = /author-?(bio|box|info|card|profile|description|about)|^about-?(the-?)?author/
const longestAbout = 700
/** An article holds this share of a page's paragraphs, and of its sentences; else it is one of many things on it. */
const smallestArticle = { paragraphs: 0.75, prose: 0.5 }
/** A page of which the finder keeps less than this share of what is no link is made of short things. */
const leastKept = 0.5
/** Fewer characters of sentences are a remark on a page of something else. */
const leastProse = 200
/** A headline may stand in a box with the article that holds this share more sentences. */
const largestHead = 0.3
/** Sentences enough to be an article with comments below, rather than a discussion, in characters. */
const leastBesideComments = 400
/** What somebody begins a discussion with; less than what follows. */
const mostOfOpening = 700
const smallestMain = 0.5
/** Above comments, in characters. */
const longestCount = 60
const after = 4
const mostForms = 3
const largestForm = 0.15
/** Less than this share left over means that the page is its surroundings: a directory, a site map. */
const smallestRest = 0.05

/** Finds what a copied page is about. The copy is changed. */
export function mainText(
  body: HTMLElement,
  fresh: Document,
  { title, url, isSaidArticle }: DocumentFacts & { isSaidArticle: boolean },
): MainText {
  const headline = headlineOf(body, title, url)
  const whole = body.cloneNode(true)
  removeOverlays(body)
  unwrapLayoutTables(body)
  const full = weigh(body)
  const isLess = headline !== undefined && removeTeasers(body, full, headline, { url, isSaidArticle })
  const before = isLess ? weigh(body) : full
  const isKept = (before(body).prose >= leastProse / 2 ? findArticle(fresh) : undefined) ?? (() => false)
  const keptProse = new WeakMap<Element, number>()
  weighKept(body, before, isKept, keptProse)
  removeMargins(body, before, keptProse, headline)
  removeComments(body, before)

  const weights = weigh(body)
  const kept = new WeakMap<Element, number>()
  const total = weighKept(body, weights, isKept, kept)
  const main = mainOf(body, weights)
  const article = total === 0 ? undefined : withHead(articleIn(body, kept, total), body, weights, headline)
  const isArticle = article !== undefined && isWhatThePageIs(article, main, weights, total, headline)
  const root = isArticle ? article : main
  const thread = isThread(root, weights)
  if (thread || !isArticle) removeRepeatedButtons(root)
  if (thread) removeRepeatedLabels(root)
  pruneLinks(root, headline?.element, thread)
  if (isArticle && !thread) {
    removeShortMargins(root, weights)
    pruneArticle(root, weights, { isKept, headline: headline?.element })
  }
  if (thread || isArticle) removeForms(root, weights, headline)
  removeToldPictures(root)
  const rest = root.textContent.replace(/\s+/g, '').length
  if (rest === 0 || rest < before(body).characters * smallestRest)
    return { root: restored(whole, body), finish: (text) => text }
  return { root, finish: (markdown) => withHeadline(markdown, headline) }
}

function isWhatThePageIs(
  article: Element,
  main: Element,
  weights: Weights,
  kept: number,
  headline: Headline | undefined,
): boolean {
  const [inside, all] = [weights(article), weights(main)]
  if (inside.prose < leastProse || kept < (inside.characters - inside.linked) * leastKept) return false
  // A notice is short, and remarks around it are many; but no paragraph is anywhere else.
  const elsewhere = all.paragraphs - inside.paragraphs
  if (
    headline &&
    article.contains(headline.element) &&
    inside.prose >= all.prose * smallestMain &&
    elsewhere <= inside.prose * largestHead
  )
    return true
  // Where there are few paragraphs, as among short questions and answers, every sentence counts.
  if (all.paragraphs < all.prose * 0.6) return inside.prose >= all.prose * smallestArticle.paragraphs
  return (
    inside.paragraphs >= all.paragraphs * smallestArticle.paragraphs &&
    inside.prose >= all.prose * smallestArticle.prose
  )
}

/** With the headline, where that stands in a box with the article and little else; its standfirst comes along. */
function withHead(
  article: HTMLElement,
  body: HTMLElement,
  weights: Weights,
  headline: Headline | undefined,
): HTMLElement {
  const head = headline?.element
  if (!head || !body.contains(head) || article.contains(head)) return article
  let box: HTMLElement | null = article
  while (box && box !== body && !box.contains(head)) box = box.parentElement
  if (!box || !box.contains(head)) return article
  const [inside, all] = [weights(article), weights(box)]
  return all.prose - inside.prose <= inside.prose * largestHead ? box : article
}

const restored = (whole: Node, body: HTMLElement): HTMLElement => {
  body.replaceChildren(...whole.childNodes)
  return body
}

function removeOverlays(body: HTMLElement): void {
  const total = body.textContent.length
  const overlays = [...body.querySelectorAll('*')].filter(isOverlay)
  if (overlays.length === 0) return
  const weights = weigh(body)
  const boxes = overlays.filter((box) => !isInset(box, weights))
  for (const box of boxes) if (box.textContent.length < total * largestOverlay) box.remove()
}

function removeMargins(
  body: HTMLElement,
  weights: Weights,
  kept: WeakMap<Element, number>,
  headline: Headline | undefined,
): void {
  const total = weights(body)
  const allKept = kept.get(body) ?? 0
  const discussed = isThread(body, weights)
  const walk = (box: Element) => {
    // The list of children is live, and shrinks while it is walked.
    const children = [...box.children]
    for (const child of children) {
      if (isMargin(child)) child.remove()
      else walk(child)
    }
  }
  const isMargin = (box: Element): boolean => {
    const kind = box.localName === 'header' ? headerKind(box, headline) : boilerplateOf(box)
    if (kind === 'no' || (discussed && kind === 'if-short' && isSign(box))) return false
    const { characters, linked, prose } = weights(box)
    if (kind === 'if-short' && linked <= characters * 0.6) return false
    if (isInset(box, weights)) return false
    // It holds what the page is about, by size or by the finder's eyes.
    if (characters > total.characters * largestMargin && prose > total.prose * largestMargin) return false
    if (allKept > 0 && (kept.get(box) ?? 0) > allKept * largestMargin) return false
    if (kind === 'if-short' && (headline ? box.contains(headline.element) : box.querySelector('h1'))) return false
    return true
  }
  walk(body)
}

/** What books call a sidebar, and newspapers a paywall, stands between paragraphs and is read like them. */
function isInset(box: Element, weights: Weights): boolean {
  const { characters, linked, paragraphs, prose } = weights(box)
  const names = namesOf(box)
  if (linked > characters / 4 || box.hasAttribute('data-fixed') || !names.some((name) => insets.test(name)))
    return false
  if (!names.includes('sidebar') && box.localName !== 'p') return prose >= mostAsked
  if (paragraphs === 0 && box.localName !== 'p') return false
  const isParagraph = (other: Element) => weights(other).prose > 0 && ![...other.children].some(isBlock)
  return [...(box.parentElement?.children ?? [])].filter(isParagraph).length >= 2
}

/** Bylines, dates, counts and buttons about an article. In a discussion they tell who speaks. */
function removeShortMargins(root: HTMLElement, weights: Weights): void {
  for (const box of root.querySelectorAll('*')) {
    const { characters, prose } = weights(box)
    if (prose < longestAbout && namesOf(box).some((name) => aboutAuthor.test(name))) box.remove()
    if (boilerplateOf(box) !== 'if-short' || box.querySelector('h1, h2, h3')) continue
    if (characters <= shortBox && prose < shortBox / 2) box.remove()
  }
}

/** Boxes without a name that begin with “14 comments”; a manual has a chapter of comments, too, but counts none. */
function labelledComments(body: HTMLElement, weights: Weights): Element[] {
  const isCounted = (box: Element) =>
    weights(box).characters < longestCount && /\d/.test(box.textContent) && isCommentsLabel(box.textContent)
  return [...body.querySelectorAll('h2, h3, h4, h5, div, p, span')].filter(isCounted).flatMap((label) => {
    const box = boxOf(label, body)
    if (box !== label) return [box]
    return [...(label.parentElement?.children ?? [])].filter((other) => label.compareDocumentPosition(other) & after)
  })
}

/** What asks for an answer or an address. Where there are many, each post stands in one. */
function removeForms(root: HTMLElement, weights: Weights, headline: Headline | undefined): void {
  const forms = [...root.querySelectorAll('[data-form]')]
  if (forms.length > mostForms) return
  const most = weights(root).prose * largestForm
  for (const form of forms) if (weights(form).prose < most && !form.contains(headline?.element ?? null)) form.remove()
}

/** A header inside the matter is a part of it. */
function headerKind(header: Element, headline: Headline | undefined): 'no' | 'surely' {
  if (header.closest('article, main, section, [role="main"]')) return 'no'
  return (headline ? header.contains(headline.element) : header.querySelector('h1')) ? 'no' : 'surely'
}

/** Below an article, what readers say of it; on a page that is nothing else, the matter itself. */
function removeComments(body: HTMLElement, before: Weights): void {
  const boxes = [...[...body.querySelectorAll('*')].filter(isComments), ...labelledComments(body, before)]
  const outermost = boxes.filter((box) => !boxes.some((other) => other !== box && other.contains(box)))
  if (outermost.length === 0) return
  const weights = weigh(body)
  const said = outermost.reduce((sum, box) => sum + weights(box).prose, 0)
  const rest = weights(body).prose - said
  if (isThread(body, weights, outermost)) return
  if (rest < leastBesideComments || (rest < mostOfOpening && said > rest)) return
  for (const box of outermost) box.remove()
}

/** How many characters of what the finder kept stand in each element. */
function weighKept(
  element: Element,
  weights: Weights,
  isKept: (element: Element) => boolean,
  kept: WeakMap<Element, number>,
): number {
  const blocks = [...element.children].filter((child) => isBlock(child) || child.children.length > 0)
  const inside = blocks.reduce((sum, child) => sum + weighKept(child, weights, isKept, kept), 0)
  const own = weights(element).characters - blocks.reduce((sum, child) => sum + weights(child).characters, 0)
  const total = inside + (own > 0 && isKept(element) ? own : 0)
  kept.set(element, total)
  return total
}

/** The smallest box that holds nearly all of what the finder kept. */
function articleIn(body: HTMLElement, kept: WeakMap<Element, number>, total: number): HTMLElement {
  let box: HTMLElement = body
  for (;;) {
    const inner: HTMLElement | undefined = [...box.children]
      .filter((child) => isBlock(child))
      .find((child): child is HTMLElement => (kept.get(child) ?? 0) >= total * 0.92)
    if (!inner || /^(p|ul|ol|table|tbody|tr|td|pre|blockquote|figure|h\d)$/.test(inner.localName)) return box
    box = inner
  }
}

function mainOf(body: HTMLElement, weights: Weights): HTMLElement {
  const total = weights(body).characters
  const mains = [...body.querySelectorAll<HTMLElement>('main, [role="main"]')]
  return mains.find((main) => weights(main).characters >= total * smallestMain) ?? body
}

/** A headline that stands apart from its article belongs to it all the same. */
function withHeadline(markdown: string, headline: Headline | undefined): string {
  if (!headline || wordsOf(markdown).includes(wordsOf(headline.text))) return markdown
  return `# ${headline.text}\n\n${markdown}`
}

const wordsOf = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
