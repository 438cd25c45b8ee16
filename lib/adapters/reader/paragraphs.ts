/** A run of prose as a reader sees it, with the heading it stands under. */
export type Paragraph = { text: string; heading?: string; section: number }

const heading = /^ {0,3}#{1,6}\s+(\S.*)$/
const fence = /^\s*(`{3,}|~{3,})/
const tableRow = /^\s*\|.*\|\s*$|^\s*:?-+:?\s*(\|\s*:?-+:?\s*)+$/
const rule = /^\s*([-*_])(\s*\1){2,}\s*$/
const listItem = /^\s*([-*+]|\d{1,9}[.)])\s+(\[[ xX]\]\s+)?/
const indented = /^( {4}|\t)/
const definition = /^\s*\[[^\]]+\]:\s/
const dense = '[\\u2E80-\\u9FFF\\uF900-\\uFAFF\\uFF00-\\uFFEF]'
const denseBreak = new RegExp(`(?<=${dense})\\n(?=${dense})`, 'gu')

/**
 * The prose of a markdown text. Code and tables are left out, since half of one is no quote; a list item is a
 * paragraph of its own.
 */
export function paragraphsOf(markdown: string): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let title: string | undefined
  let section = 0
  let lines: string[] = []
  let closing: string | undefined
  let inList = false
  const flush = (): void => {
    const text = readable(lines.join('\n').replace(denseBreak, ''))
    if (text !== '') paragraphs.push({ text, section, ...(title ? { heading: title } : {}) })
    lines = []
  }
  for (const raw of markdown.split(/\r\n?|\n/)) {
    const line = raw.replace(/^(\s{0,3}>\s?)+/, '')
    const marker = fence.exec(line)?.[1]
    if (closing !== undefined) {
      if (marker?.startsWith(closing)) closing = undefined
      continue
    }
    if (marker) {
      flush()
      closing = marker
      continue
    }
    // Indented text is code, but under a list item it is more of the item.
    if (indented.test(line) && lines.length === 0 && !inList) continue
    if (line.trim() !== '') inList = listItem.test(line) || (inList && indented.test(line))
    const words = heading.exec(line)?.[1]
    if (words !== undefined) {
      flush()
      title = readable(words).replace(/ #+$/, '')
      section += 1
    } else if (line.trim() === '' || tableRow.test(line) || rule.test(line) || definition.test(line)) flush()
    else {
      if (listItem.test(line)) flush()
      lines.push(line.replace(listItem, '').trim())
    }
  }
  flush()
  return paragraphs
}

/**
 * A line of markdown without its marks, as it would be read aloud. No pattern here may look past the next mark of its
 * kind: a page can be made of nothing but marks, and must not take longer for it.
 */
export function readable(markdown: string): string {
  const plain = markdown
    // What our own page extraction writes for a picture: its words do not stand on the page.
    .replace(/\\?\[image: [^[\]]*\]/g, '')
    .replace(/!\[[^[\]]*\]\([^()]*\)/g, '')
    .replace(/\[\^[^[\]]+\]/g, '')
    .replace(/\[((?:[^[\]\\]|\\.)*)\]\((?:[^()\\]|\\.|\([^()]*\))*\)/g, '$1')
    .replace(/<(https?:\/\/[^<>\s]+)>/g, '$1')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
  // Once for the inner marks and once for those around them.
  return withoutEmphasis(withoutEmphasis(plain))
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

function withoutEmphasis(markdown: string): string {
  return markdown
    .replace(/(?<!\\)(\*{1,3})(?=\S)([^*]+)(?<=\S)\1/g, '$2')
    .replace(/(?<!\\)(`+)(?=\S)([^`]+)(?<=\S)\1/g, '$2')
    .replace(/(?<!\\)~~(?=\S)([^~]+)(?<=\S)~~/g, '$1')
    .replace(/(?<![\p{L}\p{N}_\\])(_{1,3})(?=\S)([^_]+)(?<=\S)\1(?![\p{L}\p{N}_])/gu, '$2')
}

/** Readable text as markdown that shows exactly that text. */
export function escaped(text: string): string {
  return text
    .replace(/[\\`*[\]<]|~~|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/^([#>+-]|\d{1,9}(?=[.)]\s))/, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`))
}
