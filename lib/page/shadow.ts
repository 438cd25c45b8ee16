import { isElement, isShadowRoot } from './nodes'

/** More hosts than this on one page are one component repeated; what is selected lies in one of the first. */
const mostRoots = 2_000

type Opener = { openOrClosedShadowRoot(element: Element): ShadowRoot | null }

const plainHosts = new Set(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(' '),
)
const isPossibleHost = (name: string) => name.includes('-') || plainHosts.has(name)
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const isRoot = (value: unknown): value is ShadowRoot => isObject(value) && 'host' in value
const isOpener = (value: object): value is Opener => 'openOrClosedShadowRoot' in value

/**
 * `chrome.dom`, which browsers give to injected scripts alone. It is found without the extension's own interface, which
 * would be a library in every page that is read.
 */
const opener = findOpener()

function findOpener(): Opener | undefined {
  const api: unknown = Reflect.get(globalThis, 'chrome')
  const dom: unknown = isObject(api) ? Reflect.get(api, 'dom') : undefined
  return isObject(dom) && isOpener(dom) ? dom : undefined
}

/**
 * The shadow root of an element, closed ones too where the browser shows them to scripts of extensions: what is drawn
 * in one is as visible as the rest of the page.
 */
export function shadowOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot) return element.shadowRoot
  // Only these can be hosts; asking is not free.
  if (!isPossibleHost(element.localName)) return null
  try {
    // In Firefox the element tells by itself.
    const told: unknown = Reflect.get(element, 'openOrClosedShadowRoot')
    if (isRoot(told)) return told
    return opener?.openOrClosedShadowRoot(element) ?? null
  } catch {
    // The browser throws for elements that can never be hosts; then there is none.
    return null
  }
}

/** Every shadow root of a document, nested ones too, in the document's order as far as they do not nest. */
export function shadowRootsIn(document: Document): ShadowRoot[] {
  const roots: ShadowRoot[] = []
  const scopes: (Document | ShadowRoot)[] = [document]
  for (let scope = scopes.shift(); scope && roots.length < mostRoots; scope = scopes.shift()) {
    for (const element of scope.querySelectorAll('*')) {
      const root = shadowOf(element)
      if (!root) continue
      roots.push(root)
      scopes.push(root)
    }
  }
  return roots
}

/** The element that a node stands in, through shadow roots. */
export function parentThrough(node: Node): Element | null {
  const parent = node.parentNode
  if (!parent) return null
  if (isShadowRoot(parent)) return parent.host
  return isElement(parent) ? parent : null
}
