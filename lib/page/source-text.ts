import { own } from './document-facts'
import { stripInvisible } from './invisible-characters'
import { isElement, isText } from './nodes'

/** The text of a document that is no web page: plain text, JSON, XML, an SVG picture. */
export function sourceText(document: Document, type: string): string {
  const root = own(document, 'documentElement')
  if (!root) return ''
  if (type === 'image/svg+xml') return stripInvisible(words(root).join('\n')).trim()
  // Browsers show XML through a viewer of their own, which keeps the source in this box.
  const viewed = root.querySelector('#webkit-xml-viewer-source-xml')
  if (/xml/.test(type)) return fenced('xml', new XMLSerializer().serializeToString(viewed?.firstElementChild ?? root))
  const text = root.querySelector('pre')?.textContent ?? root.textContent ?? ''
  if (type === 'text/plain' || type === 'text/markdown') return stripInvisible(text).trim()
  if (!/^text\/|json|javascript|yaml/.test(type)) return ''
  return fenced(/(\w+)$/.exec(type)?.[1] ?? '', text)
}

function fenced(language: string, text: string): string {
  const source = stripInvisible(text).trim()
  const longest = Math.max(2, ...(source.match(/`{3,}/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return source === '' ? '' : `${fence}${language}\n${source}\n${fence}`
}

function words(element: Element): string[] {
  return [...element.childNodes].flatMap((node) => {
    if (isText(node)) return node.data.trim() === '' ? [] : [node.data.replace(/\s+/g, ' ').trim()]
    return isElement(node) && !['script', 'style', 'metadata'].includes(node.localName) ? words(node) : []
  })
}
