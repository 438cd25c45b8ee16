import { isInput } from './nodes'

/** Attributes that the article finder or the markdown writer asks for; handlers, styles and sources stay behind. */
const kept = ['id', 'class', 'role', 'itemprop', 'datetime', 'start', 'align', 'data-lang', 'data-language']
/** What an image's words begin with. */
export const imageMark = '[image: '
/** Stands on a link to another place of the same page, which is no address to go to. */
export const jump = 'data-jump'
const longestAlternative = 500
/** What a camera or a program called a picture, which was no word to anybody. */
const fileName = /^\S*(\.(jpe?g|png|gif|webp|avif|svg|bmp)|_\S*|-\S*-\S*|[a-z]\S*\d{3,}\S*)$/i
const longestFormula = 2_000
const longestLink = 500
/** A table that claims a million columns would be written out. */
const widestSpan = 50

/** The text that stands for an element, '' when nothing does, undefined when its children speak for it. */
export function insteadOf(element: Element, base: string): string | undefined {
  switch (element.localName) {
    case 'img':
      return imageText(element.getAttribute('alt'))
    case 'svg':
      return imageText(element.getAttribute('aria-label') ?? element.querySelector('title')?.textContent ?? null)
    case 'input':
      return checkboxText(element)
    case 'math':
      return formulaText(element)
    case 'a':
      // A heading's permanent link is an ornament.
      return /^[#¶§🔗]$/u.test(element.textContent.trim()) && linkTarget(element, base) === undefined ? '' : undefined
    case 'span':
      return spanText(element)
    case 'script':
      // The second MathJax keeps the source of a formula in a script beside it.
      return texOf(element.getAttribute('type')?.startsWith('math/tex') === true ? element.textContent : '')
    default:
      return undefined
  }
}

export function attributesOf(element: Element, base: string): [name: string, value: string][] {
  const attributes: [string, string][] = []
  for (const name of kept) {
    const value = element.getAttribute(name)
    if (value !== null) attributes.push([name, value])
  }
  for (const name of ['colspan', 'rowspan']) {
    const span = Number(element.getAttribute(name))
    if (span > 1) attributes.push([name, String(Math.min(Math.trunc(span), widestSpan))])
  }
  const href = linkTarget(element, base)
  if (href !== undefined) attributes.push(['href', href])
  else if (element.localName === 'a' && element.getAttribute('href')?.startsWith('#')) attributes.push([jump, ''])
  return attributes
}

/** Absolute, and only where a link leads out of the page: what runs code or carries data is not an address. */
function linkTarget(element: Element, base: string): string | undefined {
  const href = element.localName === 'a' ? element.getAttribute('href')?.trim() : undefined
  if (!href || href.startsWith('#') || !URL.canParse(href, base)) return undefined
  const url = new URL(href, base)
  if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) return undefined
  if (url.href.length > longestLink) url.search = ''
  return url.href.length > longestLink ? undefined : url.href
}

function imageText(alternative: string | null): string {
  const text = alternative?.replace(/\s+/g, ' ').trim().slice(0, longestAlternative) ?? ''
  return text === '' || fileName.test(text) ? '' : `${imageMark}${text}]`
}

function checkboxText(element: Element): string {
  const isTask = element.getAttribute('type') === 'checkbox' && element.closest('li') !== null
  if (!isTask || !isInput(element)) return ''
  return element.checked ? '[x] ' : '[ ] '
}

function spanText(element: Element): string | undefined {
  const names = element.getAttribute('class') ?? ''
  if (/(^|\s)(MathJax|MathJax_Preview|MathJax_SVG|MathJax_CHTML)(\s|$)/.test(names)) return ''
  return /(^|\s)(katex|mwe-math-element)(\s|$)/.test(names) ? formulaText(element) : undefined
}

/** The source of a formula says what its pieces, read in a row, do not. */
function formulaText(element: Element): string | undefined {
  const annotation = element.querySelector('annotation[encoding="application/x-tex"]')?.textContent
  return texOf(annotation ?? element.getAttribute('alttext') ?? '') || undefined
}

function texOf(written: string): string {
  const source = written.trim()
  return source === '' ? '' : `$${source.slice(0, longestFormula)}$`
}
