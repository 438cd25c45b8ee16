import { RuleType } from 'markdown-to-jsx/react'
import { codeWords } from './math-source'
import type { MarkdownNode } from './parse'

/** The words of inline nodes, without their marks. */
export function textOf(nodes: readonly MarkdownNode[]): string {
  return nodes.map(wordsOf).join('')
}

function wordsOf(node: MarkdownNode): string {
  if (node.type === RuleType.text) return node.text
  if (node.type === RuleType.codeInline) return codeWords(node.text)
  if (node.type === RuleType.image) return node.alt ?? ''
  if (node.type === RuleType.breakLine) return ' '
  return node.type === RuleType.link || node.type === RuleType.textFormatted ? textOf(node.children) : ''
}
