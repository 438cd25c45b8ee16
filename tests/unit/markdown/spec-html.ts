import { parseHTML } from 'linkedom'

const blocks = new Set('body blockquote h1 h2 h3 h4 h5 h6 hr li ol p pre section table td th thead tr ul'.split(' '))
/** Boxes of ours around what a specification knows. */
const wrappers = new Set(['div', 'section', 'figure', 'span', 'tbody'])

/**
 * One spelling for what a specification's HTML and ours say in common: elements, addresses, text. Left out is what ours
 * adds for its readers: bars, boxes, hosts, directions. Headings count as ours do, two levels lower.
 */
export function canonical(html: string): string {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`)
  return print(document.body)
}

function print(element: Element): string {
  let line = ''
  const lines: string[] = []
  const endLine = () => {
    if (line.trim() !== '') lines.push(line.trim().replace(/\n +/g, '\n'))
    line = ''
  }
  const walk = (parent: Element) => {
    for (const child of parent.childNodes) {
      if (child.nodeType === 3) line += (child.nodeValue ?? '').replace(/[^\S\u00a0]+/g, ' ').replaceAll('<', '&lt;')
      if (child.nodeType !== 1) continue
      const inner = child as Element
      const name = inner.tagName.toLowerCase()
      if (isAdded(inner, name)) continue
      if (isImage(inner, name)) line += printImage(inner)
      else if (wrappers.has(name)) walk(inner)
      else if (blocks.has(name)) {
        endLine()
        lines.push(...printBlock(inner, name))
      } else line += printInline(inner, name)
    }
  }
  walk(element)
  endLine()
  return lines.join('\n')
}

function printBlock(element: Element, name: string): string[] {
  if (name === 'pre') {
    const code = isOurs(element) ? element.textContent : element.textContent.replace(/\n$/, '')
    return [`<pre ${languageOf(element)}> ${JSON.stringify(code)}`]
  }
  const level = /^h([1-6])$/.exec(name)?.[1]
  const shown = level === undefined ? name : `h${isOurs(element) ? level : Math.min(Number(level) + 2, 6)}`
  const start = name === 'ol' ? ` ${element.getAttribute('start') ?? '1'}` : ''
  const align = alignmentOf(element)
  const inside = print(element).replace(/^(?=.)/gm, '  ')
  return [`<${shown}${start}${align}>`, ...(inside === '' ? [] : [inside])]
}

function printInline(element: Element, name: string): string {
  if (name === 'br') return '<br>\n'
  if (name === 'input') return `<box${element.hasAttribute('checked') ? ' checked' : ''}>`
  if (name === 'code') return `<code ${JSON.stringify(element.textContent)}>`
  const target = name === 'a' ? ` ${address(element.getAttribute('href'))}` : ''
  return `<${name}${target}>${print(element).replace(/\n */g, ' ')}</${name}>`
}

/** Ours stands for an image by a link to it. */
function isImage(element: Element, name: string): boolean {
  return name === 'img' || /(?:^|[\s_])_?image/.test(element.className)
}

function printImage(element: Element): string {
  const words = (element.getAttribute('alt') ?? element.textContent.replace(/ \(\)$/, '')) || 'Image'
  if (element.closest('a')) return words
  const target = element.getAttribute('src') ?? element.querySelector('a')?.getAttribute('href') ?? null
  return `<img ${words} ${address(target)}>`
}

/** What ours adds for its readers. */
function isAdded(element: Element, name: string): boolean {
  return name === 'figcaption' || name === 'svg' || name === 'button' || /(?:^|[\s_])_?host/.test(element.className)
}

function isOurs(element: Element): boolean {
  return element.closest('[class*=markdown]') !== null
}

function languageOf(pre: Element): string {
  const written = /language-(\S+)/.exec(pre.querySelector('code')?.className ?? '')?.[1]
  const bar = pre.closest('figure')?.querySelector('[class*=language]')?.textContent
  const name = written ?? bar ?? ''
  return name === 'text' ? '' : name.toLowerCase()
}

function alignmentOf(element: Element): string {
  const align = element.getAttribute('align') ?? /text-align:\s*(\w+)/.exec(element.getAttribute('style') ?? '')?.[1]
  return align ? ` ${align}` : ''
}

/** Escaped or not, an address leads to the same place. */
function address(target: string | null): string {
  const text = target ?? ''
  try {
    return decodeURI(text)
  } catch {
    return text
  }
}
