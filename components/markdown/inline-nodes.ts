import { RuleType } from 'markdown-to-jsx/react'
import { codeWords } from './math-source'
import type { MarkdownNode } from './parse'

const inline = new Set<MarkdownNode['type']>([
  RuleType.text,
  RuleType.breakLine,
  RuleType.textFormatted,
  RuleType.codeInline,
  RuleType.link,
  RuleType.image,
  RuleType.footnoteReference,
  RuleType.gfmTask,
])

/** Whether a node is a part of a line. */
export function isInline(node: MarkdownNode): boolean {
  return inline.has(node.type)
}

/** The words of inline nodes, character by character as `sliceInline` counts them. `codeAs` stands for each of code. */
export function inlineText(nodes: readonly MarkdownNode[], codeAs?: string): string {
  return nodes.map((node) => wordsOf(node, codeAs)).join('')
}

function wordsOf(node: MarkdownNode, codeAs: string | undefined): string {
  if (node.type === RuleType.text) return node.text
  if (node.type === RuleType.codeInline) {
    const words = codeWords(node.text)
    return codeAs === undefined ? words : codeAs.repeat(words.length)
  }
  if (node.type === RuleType.image)
    return codeAs === undefined ? (node.alt ?? '') : codeAs.repeat(node.alt?.length ?? 0)
  if (node.type === RuleType.breakLine) return '\n'
  return node.type === RuleType.link || node.type === RuleType.textFormatted ? inlineText(node.children, codeAs) : ''
}

/** Between which characters the links stand. */
export function linkBorders(nodes: readonly MarkdownNode[], from = 0): { start: number; end: number }[] {
  let at = from
  return nodes.flatMap((node) => {
    const start = at
    at += wordsOf(node, undefined).length
    if (node.type === RuleType.link) return [{ start, end: at }]
    return node.type === RuleType.textFormatted ? linkBorders(node.children, start) : []
  })
}

/**
 * What stands from one character to before another. Marks around words that are parted go along with both parts; code
 * and pictures are not parted, and go where they begin.
 */
export function sliceInline(nodes: readonly MarkdownNode[], from: number, to: number, isEnd: boolean): MarkdownNode[] {
  const slice: MarkdownNode[] = []
  let at = 0
  for (const node of nodes) {
    const start = at
    const { length } = wordsOf(node, undefined)
    at += length
    if (length === 0) {
      if (start >= from && (start < to || (isEnd && start === to))) slice.push(node)
      continue
    }
    if (at <= from || start >= to) continue
    const [first, last] = [Math.max(from - start, 0), Math.min(to - start, length)]
    if (node.type === RuleType.text) slice.push({ ...node, text: node.text.slice(first, last) })
    else if (node.type === RuleType.link || node.type === RuleType.textFormatted) {
      slice.push({ ...node, children: sliceInline(node.children, first, last, isEnd && last === length) })
    } else if (start >= from) slice.push(node)
  }
  return slice
}
