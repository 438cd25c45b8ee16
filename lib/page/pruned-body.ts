import { countCharacters } from './visible-copy'

/** What surrounds the matter of a page that is no article: an application, results, a forum. */
const surroundings = [
  'nav',
  'footer',
  'aside',
  'search',
  '[role="navigation"]',
  '[role="banner"]',
  '[role="contentinfo"]',
  '[role="complementary"]',
  '[role="search"]',
  '[role="toolbar"]',
  '[role="menubar"]',
  '[role="menu"]',
].join(',')
const cookieBanner = /cookie|consent|gdpr|onetrust|didomi|usercentrics|cmp-?(box|container|wrapper)/i
/** A banner is short; an article about cookies is not. */
const longestBanner = 3_000
/** A `main` that holds less of the text is a frame around something else. */
const smallestMain = 0.25

/** Less than this share left over means that the page is its surroundings: a directory, a site map. */
const smallestRest = 0.05

/** The part of a copied page to read when no article was found. The copy is changed. */
export function prunedBody(body: HTMLElement): HTMLElement {
  const total = countCharacters(body.textContent)
  const main = body.querySelector<HTMLElement>('main, [role="main"]')
  const root = main !== null && countCharacters(main.textContent) >= total * smallestMain ? main : body
  const boxes = new Set([...root.querySelectorAll(surroundings), ...pageHeaders(root), ...cookieBanners(root)])
  const outermost = [...boxes].filter((box) => !standsInOneOf(box, boxes))
  const pruned = outermost.reduce((sum, box) => sum + countCharacters(box.textContent), 0)
  if (countCharacters(root.textContent) - pruned < total * smallestRest) return root
  for (const box of outermost) box.remove()
  return root
}

function pageHeaders(root: Element): Element[] {
  return [...root.querySelectorAll('header')].filter(
    (header) => !header.closest('article, main, section, [role="main"]'),
  )
}

function cookieBanners(root: Element): Element[] {
  return [...root.querySelectorAll('[id], [class]')].filter((box) => {
    const names = `${box.id} ${box.getAttribute('class') ?? ''}`
    return cookieBanner.test(names) && box.textContent.length < longestBanner
  })
}

function standsInOneOf(box: Element, boxes: ReadonlySet<Element>): boolean {
  for (let step = box.parentElement; step; step = step.parentElement) if (boxes.has(step)) return true
  return false
}
