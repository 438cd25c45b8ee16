import { RuleType } from 'markdown-to-jsx/react'
import { readAddress, type Address } from './address'
import { readFormula } from './math-source'
import { parseMarkdown, type MarkdownNode } from './parse'
import { Segmenter, type Segment } from './segmenter'
import { textOf } from './text-of'
import { VisibleText } from './visible-text'

const formatted = ['strong', 'em', 'del', 'sub', 'sup', 'kbd'] as const

type Formatted = (typeof formatted)[number]

/** How each thing is written. What is given to it was written already, but for words, code and addresses. */
export type Writer = {
  words: (text: string) => string
  code: (text: string) => string
  formula: (formula: NonNullable<ReturnType<typeof readFormula>>) => string
  lineBreak: () => string
  formatted: (kind: Formatted, inner: string) => string
  /** `target` is what the text says; `address` what of it may be opened. */
  link: (inner: string, address: Address | undefined, target: string | null) => string
  image: (name: string, address: Address | undefined) => string
  task: (done: boolean) => string
  footnoteMark: (label: string) => string
  paragraph: (inner: string) => string
  heading: (level: number, inner: string) => string
  /** A line that is no paragraph, as in the items of a list. */
  line: (inner: string) => string
  quote: (inner: string) => string
  codeBlock: (code: string, info: string) => string
  rule: () => string
  /** `start` is absent in a list without numbers. */
  list: (items: string[], start?: number) => string
  table: (header: string[], rows: string[][]) => string
  footnote: (label: string, inner: string) => string
  /** Blocks that follow one another; `tight` in the items of a list. */
  blocks: (blocks: string[], tight: boolean) => string
}

/** Writes a Markdown text in another form: what a reader sees of it, without what cannot be seen. */
export function writeMarkdown(markdown: string, writer: Writer): string {
  const source = new VisibleText().update(markdown)
  const { finished, tail } = new Segmenter().update(source.endsWith('\n') ? source : `${source}\n`)
  const segments = tail ? [...finished, tail] : finished
  const blocks = segments.map((segment) => writeSegment(segment, writer))
  return writer.blocks(blocks.filter(Boolean), false)
}

function writeSegment(segment: Segment, writer: Writer): string {
  if (segment.kind === 'code') return writer.codeBlock(segment.code, segment.info)
  const { nodes, footnotes } = parseMarkdown(segment.text, segment.definitions)
  const notes = footnotes.map(({ label, nodes: inner }) => writer.footnote(label, writeBlocks(inner, writer, false)))
  return writer.blocks([writeBlocks(nodes, writer, false), ...notes].filter(Boolean), false)
}

function writeBlocks(nodes: readonly MarkdownNode[], writer: Writer, tight: boolean): string {
  const blocks: string[] = []
  let line = ''
  const endLine = () => {
    if (line.trim() !== '') blocks.push(writer.line(line.trim()))
    line = ''
  }
  for (const node of nodes) {
    const block = writeBlock(node, writer)
    if (block === undefined) {
      line += writeInline(node, writer)
      continue
    }
    endLine()
    blocks.push(block)
  }
  endLine()
  return writer.blocks(blocks.filter(Boolean), tight)
}

/** Undefined for a node that is part of a line. */
function writeBlock(node: MarkdownNode, writer: Writer): string | undefined {
  const line = (nodes: readonly MarkdownNode[]) => writeLine(nodes, writer)
  const items = (all: readonly (readonly MarkdownNode[])[]) => all.map((item) => writeBlocks(item, writer, true))
  switch (node.type) {
    case RuleType.paragraph:
      return writer.paragraph(line(node.children))
    case RuleType.heading:
      return writer.heading(node.level, line(node.children))
    case RuleType.blockQuote:
      return writer.quote(writeBlocks(node.children, writer, false))
    case RuleType.codeBlock:
      return writer.codeBlock(node.text, node.lang ?? '')
    case RuleType.breakThematic:
      return writer.rule()
    case RuleType.unorderedList:
      return writer.list(items(node.items))
    case RuleType.orderedList:
      return writer.list(items(node.items), node.start ?? 1)
    case RuleType.table:
      return writer.table(
        node.header.map(line),
        node.cells.map((row) => row.map(line)),
      )
    default:
      return undefined
  }
}

function writeLine(nodes: readonly MarkdownNode[], writer: Writer): string {
  return nodes.map((node) => writeInline(node, writer)).join('')
}

function writeInline(node: MarkdownNode, writer: Writer): string {
  switch (node.type) {
    case RuleType.breakLine:
      return writer.lineBreak()
    case RuleType.gfmTask:
      return writer.task(node.completed)
    case RuleType.footnoteReference:
      return writer.footnoteMark(node.text)
    case RuleType.link:
      return writer.link(writeLine(node.children, writer), readAddress(node.target), node.target)
    case RuleType.image:
      return writer.image(node.alt || 'Image', readAddress(node.target))
    case RuleType.codeInline: {
      const formula = readFormula(node.text)
      return formula ? writer.formula(formula) : writer.code(node.text)
    }
    case RuleType.textFormatted: {
      const inner = writeLine(node.children, writer)
      const kind = formatted.find((one) => one === node.tag)
      if (kind) return writer.formatted(kind, inner)
      // In an answer about code, `a == b and c == d` is a comparison.
      return node.tag === 'mark' ? `${writer.words('==')}${inner}${writer.words('==')}` : inner
    }
    default:
      return writer.words(textOf([node]))
  }
}
