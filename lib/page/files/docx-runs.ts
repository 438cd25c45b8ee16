import { childOf, descendants, type XmlElement } from './xml'

/** What holds no words of the document: deleted and moved text, properties, field codes, comments' marks. */
const skipped = new Set(['w:del', 'w:moveFrom', 'w:pPr', 'w:rPr', 'w:instrText', 'w:delText', 'mc:Fallback', 'w:tblPr'])
/** Half points. Nobody reads letters of two points. */
const smallestSize = 4

/** The words inside paragraphs. What was written so that it cannot be seen is put aside. */
export class DocxRuns {
  readonly hidden: string[] = []
  readonly #links: ReadonlyMap<string, string>

  /** @param links addresses by the id of their relation. */
  constructor(links: ReadonlyMap<string, string>) {
    this.#links = links
  }

  textOf(element: XmlElement): string {
    return element.children.map((child) => (typeof child === 'string' ? '' : this.#written(child))).join('')
  }

  #written(element: XmlElement): string {
    switch (element.name) {
      case 'w:t':
      case 'm:t':
        return element.children.filter((child) => typeof child === 'string').join('')
      case 'w:tab':
        return '\t'
      case 'w:br':
      case 'w:cr':
        return '\n'
      case 'w:noBreakHyphen':
        return '‑'
      case 'w:sym':
        return symbol(element)
      case 'w:footnoteReference':
        return `[^${element.attributes.get('w:id')}]`
      case 'w:drawing':
      case 'w:pict':
        return this.#picture(element)
      case 'w:hyperlink':
        return this.#link(element)
      case 'w:r':
        return this.#run(element)
      default:
        return skipped.has(element.name) ? '' : this.textOf(element)
    }
  }

  #run(run: XmlElement): string {
    const text = this.textOf(run)
    if (text.trim() === '' || !isHidden(childOf(run, 'w:rPr'))) return text
    this.hidden.push(text.trim())
    return ''
  }

  #link(element: XmlElement): string {
    const words = this.textOf(element)
    const address = this.#links.get(element.attributes.get('r:id') ?? '')
    if (address === undefined || words.trim() === '') return words
    return `[${words}](${address.replaceAll('(', '%28').replaceAll(')', '%29')})`
  }

  /** A text box stands in a drawing as well as a picture does. */
  #picture(element: XmlElement): string {
    const words = descendants(element, 'w:txbxContent').flatMap((box) => descendants(box, 'w:p'))
    const text = words.map((paragraph) => this.textOf(paragraph)).join('\n')
    const description = descendants(element, 'wp:docPr')[0]?.attributes.get('descr')?.replace(/\s+/g, ' ').trim() ?? ''
    return [description === '' ? '' : `![${description}]()`, text].filter((part) => part !== '').join('\n')
  }
}

function isHidden(properties: XmlElement | undefined): boolean {
  const value = (name: string) => childOf(properties, name)?.attributes.get('w:val')
  const isOn = (name: string) => childOf(properties, name) !== undefined && !/^(0|false|off)$/.test(value(name) ?? '')
  const size = Number(value('w:sz') ?? Number.NaN)
  const isWhite = /^f{6}$/i.test(value('w:color') ?? '') && !childOf(properties, 'w:shd') && !isOn('w:highlight')
  return isOn('w:vanish') || isOn('w:specVanish') || size <= smallestSize || isWhite
}

function symbol({ attributes }: XmlElement): string {
  const code = Number.parseInt(attributes.get('w:char') ?? '', 16)
  // Symbol fonts keep their signs in the private area, where they mean nothing to anybody else.
  return Number.isNaN(code) || (code >= 0xe000 && code <= 0xf8ff) ? '' : String.fromCharCode(code)
}
