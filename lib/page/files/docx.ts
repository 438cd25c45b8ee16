import { ChatError } from '../../chat/chat-error'
import { stripInvisible } from '../invisible-characters'
import { DocxRuns } from './docx-runs'
import { readLists, readStyles, type DocxLists } from './docx-styles'
import { childOf, descendants, elementsOf, parseXml, type XmlElement } from './xml'
import { openZip } from './zip'

export type DocxContent = { text: string; title?: string; hiddenCharacters: number; hiddenText: string }

/**
 * The text of a Word document as markdown: headings, lists, tables, links, footnotes, descriptions of pictures. What
 * was deleted under revision, and what is written so that nobody sees it, is left out; the latter is counted.
 * @throws {ChatError} `bad-request` when it is no such document, or damaged; `too-large`.
 */
export async function readDocx(bytes: Uint8Array<ArrayBuffer>): Promise<DocxContent> {
  const file = openZip(bytes)
  const part = async (name: string): Promise<XmlElement | undefined> => {
    const found = await file(name)
    return found ? parseXml(new TextDecoder().decode(found)) : undefined
  }
  const body = childOf(childOf(await part('word/document.xml'), 'w:document'), 'w:body')
  if (!body) throw new ChatError('bad-request', 'This is no Word document, or it is damaged.')
  const runs = new DocxRuns(linksOf(await part('word/_rels/document.xml.rels')))
  const writer = new Writer(
    runs,
    readStyles(await part('word/styles.xml')),
    readLists(await part('word/numbering.xml')),
  )
  const notes = notesOf(await part('word/footnotes.xml'), writer)
  const text = [...writer.blocks(body), ...notes].join('\n\n').replace(/\n{3,}/g, '\n\n')
  const title = descendants((await part('docProps/core.xml')) ?? body, 'dc:title')[0]?.children.find(isString)
  return {
    text: stripInvisible(text).trim(),
    ...(title === undefined || title.trim() === '' ? {} : { title: title.trim() }),
    hiddenCharacters: runs.hidden.reduce((sum, words) => sum + words.replace(/\s/g, '').length, 0),
    hiddenText: runs.hidden.join(' '),
  }
}

const isString = (child: XmlElement | string): child is string => typeof child === 'string'

function linksOf(relations: XmlElement | undefined): Map<string, string> {
  const links = descendants(relations ?? parseXml(''), 'Relationship')
    .filter(({ attributes }) => attributes.get('TargetMode') === 'External')
    .map(({ attributes }): [string, string] => [attributes.get('Id') ?? '', attributes.get('Target') ?? ''])
  return new Map(links.filter(([, target]) => /^(https?|mailto):/i.test(target)))
}

function notesOf(notes: XmlElement | undefined, writer: Writer): string[] {
  return descendants(notes ?? parseXml(''), 'w:footnote').flatMap((note) => {
    // Two of another type only draw lines.
    if (note.attributes.has('w:type')) return []
    const text = writer.blocks(note).join(' ').trim()
    return text === '' ? [] : [`[^${note.attributes.get('w:id')}]: ${text}`]
  })
}

class Writer {
  readonly #runs: DocxRuns
  readonly #headings: ReadonlyMap<string, number>
  readonly #lists: DocxLists
  readonly #counts = new Map<string, number>()

  constructor(runs: DocxRuns, headings: ReadonlyMap<string, number>, lists: DocxLists) {
    this.#runs = runs
    this.#headings = headings
    this.#lists = lists
  }

  blocks(parent: XmlElement): string[] {
    const blocks: string[] = []
    let inList = false
    for (const child of elementsOf(parent)) {
      if (child.name === 'w:p') {
        const { text, isItem } = this.#paragraph(child)
        if (text.trim() === '') continue
        const last = blocks.at(-1)
        if (isItem && inList && last !== undefined) blocks[blocks.length - 1] = `${last}\n${text}`
        else blocks.push(text)
        inList = isItem
      } else {
        inList = false
        if (child.name === 'w:tbl') blocks.push(this.#table(child))
        else if (['w:sdt', 'w:sdtContent', 'w:ins', 'w:customXml'].includes(child.name)) {
          blocks.push(...this.blocks(child))
        }
      }
    }
    return blocks
  }

  #paragraph(paragraph: XmlElement): { text: string; isItem: boolean } {
    const properties = childOf(paragraph, 'w:pPr')
    const text = this.#runs.textOf(paragraph).trim()
    if (text === '') return { text, isItem: false }
    const style = childOf(properties, 'w:pStyle')?.attributes.get('w:val') ?? ''
    const outline = Number(childOf(properties, 'w:outlineLvl')?.attributes.get('w:val') ?? Number.NaN)
    const level = this.#headings.get(style) ?? (outline < 6 ? outline + 1 : undefined)
    if (level !== undefined) return { text: `${'#'.repeat(level)} ${text.replace(/\s+/g, ' ')}`, isItem: false }
    const marker = this.#marker(properties, style)
    if (marker === undefined) return { text, isItem: false }
    return { text: `${marker}${text.replaceAll('\n', `\n${' '.repeat(marker.length)}`)}`, isItem: true }
  }

  #marker(properties: XmlElement | undefined, style: string): string | undefined {
    const numbering = childOf(properties, 'w:numPr')
    const list = childOf(numbering, 'w:numId')?.attributes.get('w:val') ?? this.#lists.byStyle.get(style)
    if (list === undefined || list === '0') return undefined
    const depth = Number(childOf(numbering, 'w:ilvl')?.attributes.get('w:val') ?? 0)
    const indent = '   '.repeat(Math.min(depth, 8))
    if (!this.#lists.isOrdered(list, depth)) return `${indent}- `
    const count = (this.#counts.get(`${list}/${depth}`) ?? 0) + 1
    this.#counts.set(`${list}/${depth}`, count)
    // What is below begins anew.
    for (let below = depth + 1; below < 9; below += 1) this.#counts.delete(`${list}/${below}`)
    return `${indent}${count}. `
  }

  #table(table: XmlElement): string {
    const rows = elementsOf(table)
      .filter(({ name }) => name === 'w:tr')
      .map((row) => elementsOf(row).flatMap((cell) => (cell.name === 'w:tc' ? [this.#cell(cell)] : [])))
    const columns = Math.max(0, ...rows.map(({ length }) => length))
    if (columns === 0) return ''
    const line = (cells: readonly string[]) =>
      `| ${Array.from({ length: columns }, (_cell, index) => cells[index] ?? '').join(' | ')} |`
    const [header = [], ...body] = rows
    return [line(header), `|${' --- |'.repeat(columns)}`, ...body.map(line)].join('\n')
  }

  #cell(cell: XmlElement): string {
    return this.blocks(cell).join('\n').replaceAll('|', '\\|').replace(/\n+/g, '<br>')
  }
}
