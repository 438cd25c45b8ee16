import { isElement, isText } from '../nodes'

/** Stretches of the text that stand in one node each, in order. */
type Piece = { node: Text; from: number }

/** What an editor shows as plain text, with a line break where a line ends, and where in the page each part stands. */
export type RichText = { text: string; pieces: Piece[] }

/** Reads what an editable element holds. */
export function readRich(host: HTMLElement): RichText {
  const reader = new Reader()
  reader.inside(host)
  return { text: reader.text, pieces: reader.pieces }
}

class Reader {
  text = ''
  readonly pieces: Piece[] = []
  /** Something stands on the line that is being read. */
  #begun = false
  /** A block has ended: what comes next stands on a line of its own. */
  #ended = false

  inside(parent: Element): void {
    const keepsBreaks = getComputedStyle(parent).whiteSpaceCollapse.startsWith('preserve')
    for (const child of parent.childNodes) {
      if (isText(child)) this.#words(child, keepsBreaks)
      else if (isElement(child)) this.#element(child, child === parent.lastChild)
    }
  }

  #words(node: Text, keepsBreaks: boolean): void {
    const { data } = node
    // Between blocks there is the white space of the source, which nobody sees.
    const isOnLine = this.#begun && !this.#ended
    if (data === '' || (!keepsBreaks && !isOnLine && /^[ \t\r\n]+$/.test(data))) return
    this.#break(this.#ended)
    this.pieces.push({ node, from: this.text.length })
    // Character for character, so that places in the text are places in the node.
    this.text += keepsBreaks ? data : data.replace(/[\t\r\n]/g, ' ')
    this.#begun = true
  }

  #element(element: Element, isLast: boolean): void {
    if (element.localName === 'br') {
      // The last one of a block only holds its line open.
      if (isLast) return
      this.#break(this.#ended)
      this.#break(true)
      return
    }
    const { display } = getComputedStyle(element)
    if (display === 'none') return
    const isBlock = !/^(inline|contents|ruby)/.test(display)
    if (isBlock) this.#break(this.#ended || this.#begun)
    this.inside(element)
    if (isBlock) this.#ended = true
  }

  #break(is: boolean): void {
    if (!is) return
    this.text += '\n'
    this.#begun = false
    this.#ended = false
  }
}

/** Where a range of the page begins and ends in the text. */
export function offsetsOf({ text, pieces }: RichText, range: Range): { from: number; to: number } {
  const offsetOf = (container: Node, offset: number): number => {
    const own = pieces.find(({ node }) => node === container)
    if (own) return own.from + Math.min(offset, own.node.length)
    const point = range.cloneRange()
    point.setStart(container, offset)
    point.collapse(true)
    return pieces.find(({ node }) => point.comparePoint(node, 0) >= 0)?.from ?? text.length
  }
  return {
    from: offsetOf(range.startContainer, range.startOffset),
    to: offsetOf(range.endContainer, range.endOffset),
  }
}

/** The range of the page that a stretch of the text stands in. */
export function rangeAt({ pieces }: RichText, host: Element, from: number, to: number): Range {
  const range = host.ownerDocument.createRange()
  const last = (at: number) => pieces.findLast((piece) => piece.from < at) ?? pieces[0]
  const end = last(to)
  // A place between words belongs to the words before it: they are what it goes behind.
  const start = from === to ? end : (pieces.findLast((piece) => piece.from <= from) ?? pieces[0])
  if (!start || !end) {
    range.selectNodeContents(host)
    range.collapse(false)
    return range
  }
  range.setStart(start.node, Math.min(start.node.length, Math.max(0, from - start.from)))
  range.setEnd(end.node, Math.min(end.node.length, Math.max(0, to - end.from)))
  return range
}
