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

/** The part of a copied page to read when no article was found. The copy is changed. */
export function prunedBody(body: HTMLElement): HTMLElement {
  const main = body.querySelector<HTMLElement>('main, [role="main"]')
  const isMatter =
    main !== null && countCharacters(main.textContent) >= countCharacters(body.textContent) * smallestMain
  const root = isMatter ? main : body
  for (const box of root.querySelectorAll(surroundings)) box.remove()
  for (const header of root.querySelectorAll('header')) {
    if (!header.closest('article, main, section, [role="main"]')) header.remove()
  }
  for (const box of root.querySelectorAll('[id], [class], dialog, [role="dialog"]')) {
    const names = `${box.id} ${box.getAttribute('class') ?? ''}`
    if (cookieBanner.test(names) && box.textContent.length < longestBanner) box.remove()
  }
  return root
}
