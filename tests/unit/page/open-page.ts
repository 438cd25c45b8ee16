import { readFileSync } from 'node:fs'
import { parseHTML } from 'linkedom'
import type { Sight } from '../../../lib/page/hidden-text'

const blockTags =
  /^(html|body|main|article|section|div|p|h\d|ul|ol|li|table|tr|td|th|pre|blockquote|figure|figcaption)$/

/** Stands in for a layout: what the element's own attributes say. */
export const attributeSight: Sight = {
  start: {
    opacity: 1,
    background: undefined,
    scrolledX: 0,
    scrolledY: 0,
    inScroller: false,
    backgroundAsText: false,
  },
  look: (element, around) => ({
    hidden: element.hasAttribute('hidden') ? 'all' : element.hasAttribute('data-unseen') ? 'text' : 'no',
    inside: around,
    isBlock: blockTags.test(element.localName) || element.hasAttribute('data-block'),
  }),
  within: () => attributeSight,
}

/** What linkedom leaves out of the elements and this room asks for. */
function complete(element: object, name: string, get: (this: Element) => unknown) {
  if (!(name in element)) Object.defineProperty(element, name, { get, configurable: true })
}

const { HTMLElement, HTMLInputElement } = parseHTML('<!doctype html>').window
complete(HTMLElement.prototype, 'rows', function rows() {
  return this.localName === 'table' ? this.querySelectorAll('tr') : undefined
})
complete(HTMLInputElement.prototype, 'checked', function checked() {
  return this.hasAttribute('checked')
})

const emptyPage = '<!doctype html><html><head></head><body></body></html>'

/** A document without a layout, at an address of its own. */
export function openPage(html: string, facts: { url?: string; contentType?: string } = {}): Document {
  const { document } = parseHTML(html)
  const URL = facts.url ?? 'https://press.example/guide/page.html'
  const own = {
    URL,
    baseURI: URL,
    contentType: facts.contentType ?? 'text/html',
    implementation: { createHTMLDocument: () => parseHTML(emptyPage).document },
  }
  // Where a browser has them: on the prototype, out of reach of what the page names its images.
  const prototype: object = Object.create(
    Object.getPrototypeOf(document),
    Object.fromEntries(Object.entries(own).map(([name, value]) => [name, { value }])),
  )
  return Object.setPrototypeOf(document, prototype)
}

export function openFixture(name: string): Document {
  return openPage(readFileSync(new URL(`../../fixtures/pages/${name}`, import.meta.url), 'utf8'))
}
