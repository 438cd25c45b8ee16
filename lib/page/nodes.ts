/** Kinds of nodes by their own numbers and names: `instanceof` fails for what comes from another frame. */
export const isElement = (node: Node): node is Element => node.nodeType === 1
export const isText = (node: Node): node is Text => node.nodeType === 3 || node.nodeType === 4
export const isDocument = (node: Node): node is Document => node.nodeType === 9
export const isShadowRoot = (node: Node): node is ShadowRoot => node.nodeType === 11 && 'host' in node
export const isSlot = (element: Element): element is HTMLSlotElement =>
  element.localName === 'slot' && 'assignedNodes' in element
export const isInput = (element: Element): element is HTMLInputElement => element.localName === 'input'

/** Elements of a document that we made ourselves are all HTML. */
export const isHtmlElement = (node: Node | null | undefined): node is HTMLElement =>
  node !== null && node !== undefined && isElement(node)
