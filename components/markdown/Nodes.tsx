import { Fragment, useContext, type ReactNode } from 'react'
import { RuleType } from 'markdown-to-jsx/react'
import { QuoteChip } from '../quotes/QuoteChip'
import { QuoteContext, type Quotes } from '../quotes/quote-context'
import { toCsv } from './csv'
import { CodeBlock } from './CodeBlock'
import { Formula } from './Formula'
import { FootnoteReference } from './FootnoteReference'
import { isInline } from './inline-nodes'
import { Link, UnloadedImage } from './Link'
import { List } from './List'
import { readFormula } from './math-source'
import type { MarkdownNode } from './parse'
import { blockPieces, quotedPieces } from './quote-pieces'
import { Table } from './Table'
import { textOf } from './text-of'
import styles from './markdown.module.css'

type NodesProps = {
  nodes: readonly MarkdownNode[]
  /** More may follow behind the last node, or in it. */
  open?: boolean
  /** Whether the blocks take their direction from their own text, and not from what they stand in. */
  isTop?: boolean
}

type Place = {
  /** Top level blocks take their direction from their text; what lies in them follows. */
  isTop: boolean
  inLink: boolean
  inQuote: boolean
  /** More may follow in what is drawn. */
  open: boolean
  /** Null where quotes are not looked up, or no more. */
  quotes: Quotes | null
}

/** Draws parsed Markdown. What is not named here is not drawn, so no other element can come out of a text. */
export function Nodes({ nodes, open = false, isTop = true }: NodesProps) {
  const quotes = useContext(QuoteContext)
  return drawAll(nodes, { isTop, inLink: false, inQuote: false, open, quotes })
}

// Plain functions, not components: an element for each mark is enough, and a third of the work.
function drawAll(nodes: readonly MarkdownNode[], place: Place): ReactNode[] {
  if (place.quotes && nodes.length > 0 && nodes.every(isInline)) return drawLine(nodes, place, place.quotes)
  return nodes.map((node, index) => {
    const isLast = index === nodes.length - 1
    return draw(node, index, place.open && !isLast ? { ...place, open: false } : place)
  })
}

/** A line with its quotes. A quote is looked up as a whole, so that nothing in it is looked up again. */
function drawLine(nodes: readonly MarkdownNode[], place: Place, quotes: Quotes): ReactNode[] {
  const inside = { ...place, quotes: null }
  const drawn = (line: readonly MarkdownNode[], around: Place) => line.map((node, index) => draw(node, index, around))
  // What a whole block is is known at its end.
  const pieces =
    place.inQuote && place.open
      ? []
      : place.inQuote
        ? blockPieces(nodes, quotes)
        : quotedPieces(nodes, quotes, place.open)
  if (!pieces.some((piece) => piece.quote)) return drawn(nodes, inside)
  return pieces.map((piece, index) =>
    piece.quote ? (
      <QuoteChip key={index} quote={piece.quote}>
        {drawn(piece.nodes, { ...inside, inLink: true })}
      </QuoteChip>
    ) : (
      <Fragment key={index}>{drawn(piece.nodes, inside)}</Fragment>
    ),
  )
}

function draw(node: MarkdownNode, key: number, place: Place): ReactNode {
  const dir = place.isTop ? 'auto' : undefined
  const inside: Place = place.isTop ? { ...place, isTop: false } : place
  switch (node.type) {
    case RuleType.text:
      return node.text
    case RuleType.breakLine:
      return <br key={key} />
    case RuleType.textFormatted:
      return drawFormatted(node.tag, drawAll(node.children, inside), key)
    case RuleType.codeInline:
      return readFormula(node.text) ? (
        <Formula key={key} code={node.text} />
      ) : (
        <code key={key} className={styles.inlineCode}>
          {node.text}
        </code>
      )
    case RuleType.link: {
      const children = drawAll(node.children, { ...inside, inLink: true })
      // An anchor may not lie in another.
      if (place.inLink) return <Fragment key={key}>{children}</Fragment>
      return (
        <Link key={key} target={node.target} text={textOf(node.children)}>
          {children}
        </Link>
      )
    }
    case RuleType.image:
      if (place.inLink) return node.alt || 'Image'
      return <UnloadedImage key={key} target={node.target} alt={node.alt ?? ''} />
    case RuleType.footnoteReference:
      // A button may not lie in a link or in another button.
      if (place.inLink) return <sup key={key}>{node.text}</sup>
      return <FootnoteReference key={key} label={node.text} />
    case RuleType.gfmTask:
      return <TaskBox key={key} done={node.completed} />
    case RuleType.paragraph:
      return (
        <p key={key} dir={dir}>
          {drawAll(node.children, inside)}
        </p>
      )
    case RuleType.heading: {
      // Two levels lower than written, since the panel's own headings stand above; the order stays.
      const Heading = headings[node.level]
      return (
        <Heading key={key} dir={dir}>
          {drawAll(node.children, inside)}
        </Heading>
      )
    }
    case RuleType.breakThematic:
      return <hr key={key} />
    case RuleType.codeBlock:
      return <CodeBlock key={key} info={node.lang ?? ''} code={node.text} open={place.open} />
    case RuleType.blockQuote:
      return (
        <blockquote key={key} dir={dir}>
          {node.alert && <p className={styles.alert}>{node.alert.toLowerCase()}</p>}
          {drawAll(node.children, node.alert ? inside : { ...inside, inQuote: true })}
        </blockquote>
      )
    case RuleType.orderedList:
      return <List key={key} items={listItems(node.items, inside)} start={node.start ?? 1} />
    case RuleType.unorderedList:
      return <List key={key} items={listItems(node.items, inside)} />
    case RuleType.table: {
      const cellsOf = (cells: readonly MarkdownNode[][]) =>
        cells.map((nodes) => ({ content: drawAll(nodes, inside), text: textOf(nodes) }))
      return (
        <Table
          key={key}
          header={cellsOf(node.header)}
          rows={node.cells.map(cellsOf)}
          align={node.align}
          dir={dir}
          csv={() => toCsv([node.header, ...node.cells].map((row) => row.map(cellText)))}
        />
      )
    }
    // Definitions are not drawn where they stand; the rest never comes with raw HTML and front matter off.
    case RuleType.ref:
    case RuleType.refCollection:
    case RuleType.footnote:
    case RuleType.frontmatter:
    case RuleType.htmlBlock:
    case RuleType.htmlComment:
    case RuleType.htmlSelfClosing:
    default:
      return null
  }
}

const headings = { 1: 'h3', 2: 'h4', 3: 'h5', 4: 'h6', 5: 'h6', 6: 'h6' } as const

function drawFormatted(tag: string, children: ReactNode[], key: number): ReactNode {
  switch (tag) {
    case 'strong':
      return <strong key={key}>{children}</strong>
    case 'em':
      return <em key={key}>{children}</em>
    case 'del':
      return <del key={key}>{children}</del>
    case 'sub':
      return <sub key={key}>{children}</sub>
    case 'sup':
      return <sup key={key}>{children}</sup>
    case 'kbd':
      return <kbd key={key}>{children}</kbd>
    case 'mark':
      // In an answer about code, `a == b and c == d` is a comparison: neither CommonMark nor GFM knows this mark.
      return <Fragment key={key}>=={children}==</Fragment>
    default:
      return <Fragment key={key}>{children}</Fragment>
  }
}

function TaskBox({ done }: { done: boolean }) {
  return <input type="checkbox" checked={done} disabled aria-label={done ? 'Done' : 'Not done'} />
}

function listItems(items: readonly (readonly MarkdownNode[])[], place: Place) {
  return items.map((nodes, index) => ({
    task: isTask(nodes),
    content: drawItem(nodes, index < items.length - 1 ? { ...place, open: false } : place),
  }))
}

/** A tight item is a line and then, perhaps, blocks. */
function drawItem(nodes: readonly MarkdownNode[], place: Place): ReactNode[] {
  const blocks = nodes.findIndex((node) => !isInline(node))
  if (blocks <= 0) return drawAll(nodes, place)
  return [
    <Fragment key="line">{drawAll(nodes.slice(0, blocks), { ...place, open: false })}</Fragment>,
    <Fragment key="blocks">{drawAll(nodes.slice(blocks), place)}</Fragment>,
  ]
}

function isTask([first]: readonly MarkdownNode[]): boolean {
  return first?.type === RuleType.gfmTask || (first?.type === RuleType.paragraph && isTask(first.children))
}

function cellText(nodes: readonly MarkdownNode[]): string {
  return nodes.map((node) => (node.type === RuleType.breakLine ? '\n' : textOf([node]))).join('')
}
