import { escaped } from '../../lib/transfer/html-text'
import type { Address } from './address'
import { writeMarkdown, type Writer } from './write-markdown'

type RichTextChoices = {
  /** The level of the first heading; those below follow. */
  topHeading?: number
  /** A formula as elements, or undefined where it cannot be drawn. Absent: its source, since few programs take one drawn. */
  drawFormula?: (tex: string, display: boolean) => string | undefined
}

/**
 * A Markdown text as HTML, for mail, documents and web pages. It obeys the rules of what is drawn: every character of the
 * source is escaped, elements are written here only, nothing in it loads, and a link leads only where a click may.
 */
export function richText(markdown: string, { topHeading = 1, drawFormula }: RichTextChoices = {}): string {
  return writeMarkdown(markdown, {
    ...writer,
    formula: ({ source, tex, display }) => drawFormula?.(tex, display) ?? writer.code(source),
    heading: (level, inner) => writer.heading(Math.min(6, level + topHeading - 1), inner),
  })
}

const element = (tag: string, inner: string, attributes = '') => `<${tag}${attributes}>${inner}</${tag}>`
const auto = ' dir="auto"'

const writer: Writer = {
  words: escaped,
  code: (text) => element('code', escaped(text)),
  formula: ({ source }) => element('code', escaped(source)),
  lineBreak: () => '<br>',
  formatted: (kind, inner) => element(kind, inner),
  link: (inner, address) => linked(inner, address),
  image: (name, address) => linked(escaped(name), address),
  task: (done) => (done ? '☑' : '☐'),
  footnoteMark: (label) => element('sup', escaped(`[${label}]`)),
  paragraph: (inner) => element('p', inner, auto),
  heading: (level, inner) => element(`h${level}`, inner, auto),
  line: (inner) => inner,
  quote: (inner) => element('blockquote', inner, auto),
  codeBlock: (code) => element('pre', element('code', escaped(code)), ' dir="ltr"'),
  rule: () => '<hr>',
  list: (items, start) => {
    const inner = items.map((item) => element('li', item, auto)).join('')
    if (start === undefined) return element('ul', inner)
    return element('ol', inner, start === 1 ? '' : ` start="${start}"`)
  },
  table: (header, rows) => {
    const row = (tag: string, cells: string[]) => element('tr', cells.map((cell) => element(tag, cell, auto)).join(''))
    const body = rows.map((cells) => row('td', cells)).join('')
    return element('table', element('thead', row('th', header)) + element('tbody', body))
  },
  footnote: (label, inner) => element('div', `${element('sup', escaped(`[${label}]`))} ${inner}`, auto),
  blocks: (blocks) => blocks.join('\n'),
}

function linked(inner: string, address: Address | undefined): string {
  if (!address) return inner
  return element('a', inner === '' ? escaped(address.host) : inner, ` href="${escaped(address.href)}"`)
}
