import { RuleType } from 'markdown-to-jsx/react'
import type { MarkdownNode } from './parse'

/**
 * What models write as HTML since Markdown has no mark for it: a number below or above the line, a key, a break. They are
 * known without attributes only, and each becomes an element of ours. All other HTML stays text.
 */
const tag = /<(?:(br)\s*\/?|(\/?)(sub|sup|kbd))>/gi

type Frame = { name: string; nodes: MarkdownNode[] }

/** The nodes of a line with these tags read. One that nothing ends stays text, or, where more may follow, holds the rest. */
export function readPlainTags(nodes: readonly MarkdownNode[], open: boolean): MarkdownNode[] {
  const line: Frame = { name: '', nodes: [] }
  const frames: Frame[] = [line]
  const top = (): Frame => frames.at(-1) ?? line
  const close = (name: string): boolean => {
    if (frames.length === 1 || top().name !== name) return false
    const { nodes: children } = frames.pop() ?? line
    top().nodes.push({ type: RuleType.textFormatted, tag: name, children })
    return true
  }
  for (const node of nodes) {
    if (node.type !== RuleType.text) {
      top().nodes.push(node)
      continue
    }
    let at = 0
    for (const found of node.text.matchAll(tag)) {
      const [written, lineBreak, ends, name = ''] = found
      addText(top().nodes, node.text.slice(at, found.index))
      at = found.index + written.length
      if (lineBreak !== undefined) top().nodes.push({ type: RuleType.breakLine })
      else if (ends === '') frames.push({ name: name.toLowerCase(), nodes: [] })
      else if (!close(name.toLowerCase())) addText(top().nodes, written)
    }
    addText(top().nodes, node.text.slice(at))
  }
  while (frames.length > 1) {
    const { name } = top()
    if (open) close(name)
    else {
      const { nodes: children } = frames.pop() ?? line
      addText(top().nodes, `<${name}>`)
      top().nodes.push(...children)
    }
  }
  return line.nodes
}

function addText(nodes: MarkdownNode[], text: string): void {
  if (text !== '') nodes.push({ type: RuleType.text, text })
}
