import { own } from './document-facts'
import { stripInvisible } from './invisible-characters'
import { isElement, isText } from './nodes'
import { caps, cutAtBlock } from './page-content'

/**
 * The text of a document that is no web page: plain text, JSON, XML, an SVG picture. A file may be as large as the
 * disk, so that what is past the cap is only counted.
 */
export function sourceText(document: Document, type: string): { text: string; omittedCharacters: number } {
  const { source, fence } = sourceOf(document, type)
  const cut = cutAtBlock(source, caps.pageText)
  const text = stripInvisible(cut.text).trim()
  if (fence === undefined || text === '') return { ...cut, text }
  const mark = fenceFor(text)
  return { ...cut, text: `${mark}${fence}\n${text}\n${mark}` }
}

function sourceOf(document: Document, type: string): { source: string; fence?: string } {
  const root = own(document, 'documentElement')
  if (!root) return { source: '' }
  if (type === 'image/svg+xml') return { source: words(root).join('\n') }
  // Browsers show XML through a viewer of their own, which keeps the source in this box.
  const viewed = root.querySelector('#webkit-xml-viewer-source-xml')
  if (/xml/.test(type)) {
    return { source: new XMLSerializer().serializeToString(viewed?.firstElementChild ?? root), fence: 'xml' }
  }
  const text = root.querySelector('pre')?.textContent ?? root.textContent ?? ''
  if (type === 'text/plain' || type === 'text/markdown') return { source: text }
  if (!/^text\/|json|javascript|yaml/.test(type)) return { source: '' }
  return { source: text, fence: /(\w+)$/.exec(type)?.[1] ?? '' }
}

/** A fence that no run of backticks inside closes. */
function fenceFor(text: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2)
  return '`'.repeat(longest + 1)
}

function words(element: Element): string[] {
  return [...element.childNodes].flatMap((node) => {
    if (isText(node)) return node.data.trim() === '' ? [] : [node.data.replace(/\s+/g, ' ').trim()]
    return isElement(node) && !['script', 'style', 'metadata'].includes(node.localName) ? words(node) : []
  })
}
