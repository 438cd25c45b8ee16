const headings = 'h1, h2, h3, [itemprop="headline"], [itemprop="name"]'
const others = '[class*="title"], [class*="headline"], [class*="Title"], [class*="subject"]'
const longest = 250
/** Fewer letters are the name of a section. Chinese and Japanese say more with less. */
const shortest = 8
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
/** What stands between a headline and the name of a site. */
const separators = /\s+[|\-–—:·»«›•/\\]+\s+|[:|｜»]\s+|\s+::\s+/

export type Headline = { element: Element; text: string }

/**
 * The headline of a page: what its title says and its body shows, by an `h1` if there is a choice. A name of the site
 * is none, although titles hold it too.
 */
export function headlineOf(body: HTMLElement, title: string, url: string): Headline | undefined {
  const known = simple(title)
  const found: (Headline & { rank: number })[] = []
  const seen = (selector: string, rank: number) => {
    for (const element of body.querySelectorAll(selector)) {
      if (element.textContent.length > longest * 2) continue
      const text = element.textContent.replace(/\s+/g, ' ').trim()
      if (text.length > longest || isHome(element, url)) continue
      const agreement = agreementOf(simple(text), known, title)
      if (agreement === 0) continue
      const place = element.localName === 'h1' ? 2 : /^h\d$/.test(element.localName) ? 1 : 0
      found.push({ element, text, rank: rank + agreement * 10 + place })
    }
  }
  seen(headings, 1)
  seen(others, 0)
  const [first, ...rest] = found
  return first && rest.reduce((best, each) => (each.rank > best.rank ? each : best), first)
}

/** How much of a title a text is: all of it, all of its words, one part of it; 0 when it is something else. */
function agreementOf(text: string, known: string, title: string): number {
  if (text.length < (dense.test(text) ? shortest / 2 : shortest)) return 0
  if (text === known) return 4
  const share = text.length / Math.max(known.length, 1)
  if (known.includes(text)) {
    const parts = title.split(separators).map(simple)
    const isPart = parts.includes(text) || known.startsWith(text) || known.endsWith(text)
    return isPart ? 2 + share : share > 0.5 ? 1 + share : 0
  }
  const words = text.split(' ')
  const shared = words.filter((word) => known.includes(word)).length / words.length
  return words.length >= 4 && shared >= 0.7 ? 1 : 0
}

const simple = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The site's name leads to its front page. */
function isHome(element: Element, url: string): boolean {
  const link = element.closest('a[href]') ?? element.querySelector('a[href]')
  const href = link?.getAttribute('href') ?? ''
  if (!URL.canParse(href, url) || !URL.canParse(url)) return false
  const [to, from] = [new URL(href, url), new URL(url)]
  return to.origin === from.origin && to.pathname === '/' && to.search === '' && from.pathname !== '/'
}
