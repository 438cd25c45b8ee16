/** An element of an XML file. Names keep their prefix: the files that Gloss reads all use the usual ones. */
export type XmlElement = { name: string; attributes: ReadonlyMap<string, string>; children: (XmlElement | string)[] }

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
/** No document nests like this; whoever writes such a file means to exhaust somebody's stack. */
const deepest = 500

/**
 * Parses XML without a DOM: our pages may turn no string into markup. Entities that a file declares itself are not
 * known, so that none can grow. Forgiving: what does not fit is left out.
 */
export function parseXml(source: string): XmlElement {
  const root: XmlElement = { name: '', attributes: new Map(), children: [] }
  const open: XmlElement[] = [root]
  const tokens =
    /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<[?!][^>]*>|<(\/?)([^\s<>/"']+)((?:[^<>"'/]|"[^"]*"|'[^']*'|\/(?!>))*)(\/?)>|([^<]+)/g
  for (const [, literal, closing, name, attributes, empty, text] of source.matchAll(tokens)) {
    const parent = open.at(-1) ?? root
    if (text !== undefined) parent.children.push(decode(text))
    else if (literal !== undefined) parent.children.push(literal)
    else if (name === undefined) continue
    else if (closing === '/') {
      const opened = open.findLastIndex((element) => element.name === name)
      if (opened > 0) open.length = opened
    } else {
      const element: XmlElement = { name, attributes: readAttributes(attributes ?? ''), children: [] }
      parent.children.push(element)
      if (empty !== '/' && open.length < deepest) open.push(element)
    }
  }
  return root
}

/** Every element of that name below, in document order. */
export function descendants(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) =>
    typeof child === 'string' ? [] : [...(child.name === name ? [child] : []), ...descendants(child, name)],
  )
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name)
}

export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string')
}

function readAttributes(source: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name, double, single] of source.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (name !== undefined) attributes.set(name, decode(double ?? single ?? ''))
  }
  return attributes
}

function decode(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return entities[name] ?? whole
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
