import { isElement, isText } from './nodes'
import { isBlock } from './text-weights'

/** What stands between two blocks or breaks, and the block it stands in. */
export type Line = { block: Element; texts: Text[] }

/** All lines with words, in their order. */
export function linesOf(root: Element): Line[] {
  const lines: Line[] = []
  let texts: Text[] = []
  const endLine = (block: Element) => {
    if (texts.length > 0) lines.push({ block, texts })
    texts = []
  }
  const walk = (element: Element, block: Element) => {
    for (const child of element.childNodes) {
      if (isText(child)) {
        if (/\S/.test(child.data)) texts.push(child)
      } else if (isElement(child)) {
        const stands = isBlock(child) || child.localName === 'br'
        if (stands) endLine(block)
        walk(child, stands ? child : block)
        if (stands) endLine(child)
      }
    }
  }
  walk(root, root)
  endLine(root)
  return lines
}

/** What is said, on one line and in small letters. */
export const wordsOf = (texts: readonly Text[]): string => oneLine(texts.map(({ data }) => data).join(' '))

export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase()
