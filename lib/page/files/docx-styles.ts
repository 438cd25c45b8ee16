import { childOf, descendants, parseXml, type XmlElement } from './xml'

export type DocxLists = {
  /** Whether the items of a list are numbered at this depth, 0 being the outermost. */
  isOrdered: (list: string, depth: number) => boolean
  /** Styles that make a paragraph an item of a list. */
  byStyle: ReadonlyMap<string, string>
}

const nothing = parseXml('')
const value = (element: XmlElement | undefined) => element?.attributes.get('w:val')

/** Heading levels by style. Word names them in the reader's language, but keeps the English name or the outline level. */
export function readStyles(styles: XmlElement | undefined): Map<string, number> {
  const levels = new Map<string, number>()
  for (const style of descendants(styles ?? nothing, 'w:style')) {
    const id = style.attributes.get('w:styleId')
    const name = value(childOf(style, 'w:name'))?.toLowerCase() ?? ''
    const numbered = /^heading (\d)$/.exec(name)?.[1]
    const outline = value(childOf(childOf(style, 'w:pPr'), 'w:outlineLvl'))
    const level = name === 'title' ? 1 : Number(numbered ?? (outline === undefined ? Number.NaN : Number(outline) + 1))
    if (id !== undefined && level >= 1 && level <= 6) levels.set(id, level)
  }
  return levels
}

export function readLists(numbering: XmlElement | undefined): DocxLists {
  const formats = new Map<string, string>()
  const byStyle = new Map<string, string>()
  const listsOf = new Map<string, string[]>()
  for (const list of descendants(numbering ?? nothing, 'w:num')) {
    const pattern = value(childOf(list, 'w:abstractNumId')) ?? ''
    listsOf.set(pattern, [...(listsOf.get(pattern) ?? []), list.attributes.get('w:numId') ?? ''])
  }
  for (const pattern of descendants(numbering ?? nothing, 'w:abstractNum')) {
    const lists = listsOf.get(pattern.attributes.get('w:abstractNumId') ?? '') ?? []
    for (const level of descendants(pattern, 'w:lvl')) {
      const format = value(childOf(level, 'w:numFmt')) ?? 'bullet'
      const style = value(childOf(level, 'w:pStyle'))
      for (const list of lists) formats.set(`${list}/${level.attributes.get('w:ilvl')}`, format)
      if (style !== undefined && lists[0] !== undefined) byStyle.set(style, lists[0])
    }
  }
  return {
    isOrdered: (list, depth) => !['bullet', 'none'].includes(formats.get(`${list}/${depth}`) ?? 'bullet'),
    byStyle,
  }
}
