import { RuleType } from 'markdown-to-jsx/react'
import { readAddress } from './address'
import { parseMarkdown, type MarkdownNode } from './parse'
import { Segmenter, type Segment } from './segmenter'
import { textOf } from './text-of'
import { VisibleText } from './visible-text'

/**
 * What a reader sees of a Markdown text, to paste anywhere: no marks, no invisible or control characters but tab and
 * line break. Links keep their address, cells stand apart by tabs.
 */
export function plainText(markdown: string): string {
  const source = new VisibleText().update(markdown)
  const { finished, tail } = new Segmenter().update(source.endsWith('\n') ? source : `${source}\n`)
  const segments = tail ? [...finished, tail] : finished
  return segments.map(segmentText).filter(Boolean).join('\n\n')
}

function segmentText(segment: Segment): string {
  if (segment.kind === 'code') return segment.code
  const { nodes, footnotes } = parseMarkdown(segment.text, segment.definitions)
  const notes = footnotes.map((footnote) => `[${footnote.label}] ${blocksText(footnote.nodes)}`)
  return [blocksText(nodes), ...notes].filter(Boolean).join('\n\n')
}

function blocksText(nodes: readonly MarkdownNode[], gap = '\n\n'): string {
  const blocks: string[] = []
  let line = ''
  for (const node of nodes) {
    const block = blockText(node)
    if (block === undefined) {
      line += inlineText(node)
      continue
    }
    blocks.push(line.trim(), block)
    line = ''
  }
  return [...blocks, line.trim()].filter(Boolean).join(gap)
}

/** Undefined for a node that is part of a line. */
function blockText(node: MarkdownNode): string | undefined {
  if (node.type === RuleType.paragraph || node.type === RuleType.heading) return lineText(node.children)
  if (node.type === RuleType.blockQuote) return indent(blocksText(node.children), '> ')
  if (node.type === RuleType.codeBlock) return node.text
  if (node.type === RuleType.breakThematic) return '---'
  if (node.type === RuleType.unorderedList) return node.items.map((item) => itemText('- ', item)).join('\n')
  if (node.type === RuleType.orderedList) {
    const first = node.start ?? 1
    return node.items.map((item, index) => itemText(`${first + index}. `, item)).join('\n')
  }
  if (node.type === RuleType.table) {
    return [node.header, ...node.cells].map((row) => row.map(lineText).join('\t')).join('\n')
  }
  return undefined
}

function itemText(marker: string, item: readonly MarkdownNode[]): string {
  return marker + indent(blocksText(item, '\n'), ' '.repeat(marker.length)).trimStart()
}

function lineText(nodes: readonly MarkdownNode[]): string {
  return nodes.map(inlineText).join('')
}

function inlineText(node: MarkdownNode): string {
  if (node.type === RuleType.breakLine) return '\n'
  if (node.type === RuleType.gfmTask) return node.completed ? '[x]' : '[ ]'
  if (node.type === RuleType.footnoteReference) return `[${node.text}]`
  if (node.type === RuleType.link) return withAddress(lineText(node.children), node.target)
  if (node.type === RuleType.image) return withAddress(node.alt || 'Image', node.target)
  if (node.type === RuleType.textFormatted) {
    return node.tag === 'mark' ? `==${lineText(node.children)}==` : lineText(node.children)
  }
  return textOf([node])
}

function withAddress(text: string, target: string | null): string {
  const address = readAddress(target)
  if (!address || text === target || `mailto:${text}` === target) return text
  return text === '' ? address.href : `${text} (${address.href})`
}

function indent(text: string, prefix: string): string {
  return text.replace(/^/gm, prefix)
}
