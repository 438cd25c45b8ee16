import { strikethrough, tables } from '@joplin/turndown-plugin-gfm'
import TurndownService from 'turndown'
import { simplifyCells } from './table-cells'

/**
 * Markdown of a copied tree, or its words alone, block by block. The tree is changed: tables are made simple enough
 * for markdown.
 */
export function toMarkdown(root: HTMLElement, form: 'markdown' | 'plain' = 'markdown'): string {
  simplifyCells(root)
  const writer = createWriter()
  if (form === 'plain') {
    writer.escape = (text) => text
    writer.addRule('emphasis', {
      filter: ['em', 'i', 'strong', 'b', 's', 'del'],
      replacement: (words) => words,
    })
  }
  const markdown = writer.turndown(root)
  return markdown
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function createWriter(): TurndownService {
  const writer = new TurndownService({
    headingStyle: 'atx',
    hr: '---',
    br: '',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
  })
  writer.use([strikethrough, tables])
  // Only what would become a heading, a quote or a list is escaped: every other backslash would stand between a quote
  // from this text and the page it is looked up on.
  writer.escape = (text) => text.replace(/^(#{1,6} |>|[-+*] )/, '\\$1').replace(/^(\d+)([.)] )/, '$1\\$2')

  writer.addRule('heading', {
    filter: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
    replacement: (content, node) => {
      const words = content.replace(/\s+/g, ' ').trim()
      return words === '' ? '' : `\n\n${'#'.repeat(Number(node.nodeName.charAt(1)))} ${words}\n\n`
    },
  })
  writer.addRule('item', { filter: 'li', replacement: listItem })
  writer.addRule('code block', { filter: 'pre', replacement: (_content, node) => codeBlock(node) })
  writer.addRule('link', {
    filter: (node) => node.nodeName === 'A',
    replacement: (content, node) => link(content, node.getAttribute('href')),
  })
  writer.addRule('term', { filter: 'dt', replacement: (content) => `\n\n${content.trim()}\n` })
  writer.addRule('meaning', {
    filter: 'dd',
    replacement: (content) => (content.trim() === '' ? '' : `\n: ${content.trim().replace(/\n/g, '\n  ')}\n`),
  })
  writer.addRule('quotation', { filter: 'q', replacement: (content) => `“${content}”` })
  // 10⁹ must not become 109.
  writer.addRule('superscript', { filter: 'sup', replacement: (content) => raise(content, superscripts) })
  writer.addRule('subscript', { filter: 'sub', replacement: (content) => raise(content, subscripts) })
  return writer
}

function listItem(content: string, node: HTMLElement): string {
  const parent = node.parentElement
  const items = parent ? [...parent.children] : []
  const first = Number(parent?.getAttribute('start') ?? 1)
  const marker = parent?.nodeName === 'OL' ? `${(Number.isInteger(first) ? first : 1) + items.indexOf(node)}. ` : '- '
  const body = content.trim().replace(/\n/g, `\n${' '.repeat(marker.length)}`)
  return body === '' ? '' : `${marker}${body}\n`
}

function codeBlock(pre: HTMLElement): string {
  const code = pre.textContent.trimEnd().replace(/^\n/, '')
  if (code.trim() === '') return ''
  const longest = Math.max(2, ...(code.match(/`{3,}/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `\n\n${fence}${languageOf(pre)}\n${code}\n${fence}\n\n`
}

/** Every highlighter writes the language somewhere else: on the block, the code in it, or a box around it. */
function languageOf(pre: HTMLElement): string {
  const places = [pre.firstElementChild, pre, pre.parentElement, pre.parentElement?.parentElement]
  for (const place of places) {
    const named = place?.getAttribute('data-lang') ?? place?.getAttribute('data-language')
    const classed = /(?:^|\s)(?:lang(?:uage)?-|highlight-(?:source|text)-|brush:\s*)([\w+#-]+)/.exec(
      place?.getAttribute('class') ?? '',
    )
    const language = named ?? classed?.[1]
    if (language !== undefined && /^[\w+#-]{1,30}$/.test(language)) return language.toLowerCase()
  }
  return ''
}

function link(content: string, href: string | null): string {
  const words = content.trim()
  if (words === '' || !href) return content
  if (!words.includes('\n'))
    return `[${words}](${href.replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'))})`
  // A card that is a link as a whole: its blocks stay blocks, and the address goes along once.
  return `\n\n${words}\n\n<${href}>\n\n`
}

const superscripts = new Map(
  Array.from('0123456789+-−n', (plain, index) => [plain, Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ')[index]]),
)
const subscripts = new Map(Array.from('0123456789+-−', (plain, index) => [plain, Array.from('₀₁₂₃₄₅₆₇₈₉₊₋₋')[index]]))

/** Unicode has few raised letters: a text that needs more is left as it is. */
function raise(content: string, letters: Map<string, string | undefined>): string {
  const raised = Array.from(content.trim(), (letter) => letters.get(letter))
  return raised.length > 0 && raised.every((letter) => letter !== undefined) ? raised.join('') : content
}
