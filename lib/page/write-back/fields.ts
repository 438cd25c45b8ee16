import type { FieldKind, FieldPlace } from '../../chat/write-back'
import { isElement, isShadowRoot } from '../nodes'
import { isTextField } from '../sensitive-field'
import { shadowOf, shadowRootsIn } from '../shadow'

/** An element that takes words, as the reader sees it. */
export type Field = { kind: 'line'; element: HTMLInputElement } | { kind: 'text'; element: HTMLTextAreaElement } | Rich
type Rich = { kind: 'rich'; element: HTMLElement }

/** Pages with more fields than this remembered have been open for weeks. */
const mostRemembered = 100
const longestSignature = 300

/** Lives as long as the document, in the extension's own world: elements by their tokens, the oldest first. */
function remembered(): Map<string, WeakRef<HTMLElement>> {
  const name = 'glossFields'
  const known: unknown = Reflect.get(globalThis, name)
  if (known instanceof Map) return known
  const made = new Map<string, WeakRef<HTMLElement>>()
  Reflect.set(globalThis, name, made)
  return made
}

/** Remembers an element for as long as the page is open, under a name that it keeps. */
export function tokenOf(element: HTMLElement): string {
  const all = remembered()
  for (const [token, known] of all) if (known.deref() === element) return token
  const token = crypto.randomUUID()
  all.set(token, new WeakRef(element))
  const [oldest] = all.keys()
  if (all.size > mostRemembered && oldest !== undefined) all.delete(oldest)
  return token
}

/** The field that an element is, or is in; undefined where nothing can be written. */
export function fieldAround(node: Node | null): Field | undefined {
  const element = node && (isElement(node) ? node : node.parentElement)
  if (!element) return undefined
  if (isTextField(element)) {
    return element.localName === 'textarea'
      ? { kind: 'text', element: element as HTMLTextAreaElement }
      : { kind: 'line', element: element as HTMLInputElement }
  }
  let host: HTMLElement | undefined
  for (let one: Element | null = element; one && isEditable(one); one = one.parentElement) host = one
  return host && { kind: 'rich', element: host }
}

const isEditable = (element: Element): element is HTMLElement =>
  'isContentEditable' in element && element.isContentEditable === true

/** What an element calls itself. */
export function signatureOf(element: Element): string {
  const named = ['type', 'id', 'name', 'role', 'aria-label', 'placeholder'].map((name) => element.getAttribute(name))
  return [element.localName, ...named.map((value) => value ?? '')].join('|').slice(0, longestSignature)
}

/** The way to an element by the number of each child, through shadow roots. */
export function pathOf(element: Element): number[][] {
  const steps: number[] = []
  let at: Element = element
  for (let parent = at.parentNode; parent; parent = at.parentNode) {
    steps.unshift([...parent.children].indexOf(at))
    if (isShadowRoot(parent)) return [...pathOf(parent.host), steps]
    if (!isElement(parent)) break
    at = parent
  }
  return [steps]
}

function elementAt(document: Document, path: readonly number[][]): Element | undefined {
  let root: Document | ShadowRoot | null = document
  let found: Element | undefined
  for (const steps of path) {
    let inside: ParentNode | undefined = root ?? undefined
    for (const step of steps) inside = inside?.children[step]
    if (!inside || !isElement(inside)) return undefined
    found = inside
    root = shadowOf(found)
  }
  return found
}

/** Every element of a document, shadow roots too, that could be the one of that kind and signature. */
function alike(document: Document, kind: FieldKind, signature: string): HTMLElement[] {
  const selector = { line: 'input', text: 'textarea', rich: '[contenteditable]' }[kind]
  return [document, ...shadowRootsIn(document)]
    .flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)])
    .filter((element) => signatureOf(element) === signature)
}

/**
 * The elements that may be the one of a place, the likeliest first: the very one, as long as the page keeps it; else, on
 * a page of the same address, the one that stands where it stood, and those that call themselves the same.
 */
export function candidates(document: Document, place: FieldPlace, isSamePage: boolean): Field[] {
  const { kind, token, path, signature } = place
  const known = remembered().get(token)?.deref()
  const isSame = (field: Field | undefined): field is Field => field?.kind === kind
  if (known?.isConnected) return [fieldAround(known)].filter(isSame)
  if (!isSamePage) return []
  const there = elementAt(document, path)
  const found = new Set<Element>(there && signatureOf(there) === signature ? [there] : [])
  for (const element of alike(document, kind, signature)) found.add(element)
  return [...found].map((element) => fieldAround(element)).filter(isSame)
}
