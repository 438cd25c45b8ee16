import { Fragment, type ReactNode } from 'react'
import { RuleType } from 'markdown-to-jsx/react'
import { CodeBlock } from './CodeBlock'
import { FootnoteReference } from './FootnoteReference'
import { Link, UnloadedImage } from './Link'
import { List } from './List'
import type { MarkdownNode } from './parse'
import { Table } from './Table'
import { textOf } from './text-of'
import styles from './markdown.module.css'

type NodesProps = { nodes: readonly MarkdownNode[] }

/** Where a node stands. Top level blocks take their direction from their text; what lies in them follows. */
type Place = 'top' | 'block' | 'link'

/** Draws parsed Markdown. What is not named here is not drawn, so no other element can come out of a text. */
export function Nodes({ nodes }: NodesProps) {
  return drawAll(nodes, 'top')
}

// Plain functions, not components: an element for each mark is enough, and a third of the work.
function drawAll(nodes: readonly MarkdownNode[], place: Place): ReactNode[] {
  return nodes.map((node, index) => draw(node, index, place))
}

function draw(node: MarkdownNode, key: number, place: Place): ReactNode {
  const dir = place === 'top' ? 'auto' : undefined
  const inside: Place = place === 'link' ? 'link' : 'block'
  switch (node.type) {
    case RuleType.text:
      return node.text
    case RuleType.breakLine:
      return <br key={key} />
    case RuleType.textFormatted:
      return drawFormatted(node.tag, drawAll(node.children, inside), key)
    case RuleType.codeInline:
      return (
        <code key={key} className={styles.inlineCode}>
          {node.text}
        </code>
      )
    case RuleType.link: {
      const children = drawAll(node.children, 'link')
      // An anchor may not lie in another.
      if (place === 'link') return <Fragment key={key}>{children}</Fragment>
      return (
        <Link key={key} target={node.target} text={textOf(node.children)}>
          {children}
        </Link>
      )
    }
    case RuleType.image:
      if (place === 'link') return node.alt || 'Image'
      return <UnloadedImage key={key} target={node.target} alt={node.alt ?? ''} />
    case RuleType.footnoteReference:
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
          {drawAll(node.children, 'block')}
        </Heading>
      )
    }
    case RuleType.breakThematic:
      return <hr key={key} />
    case RuleType.codeBlock:
      return <CodeBlock key={key} info={node.lang ?? ''} code={node.text} />
    case RuleType.blockQuote:
      return (
        <blockquote key={key} dir={dir}>
          {node.alert && <p className={styles.alert}>{node.alert.toLowerCase()}</p>}
          {drawAll(node.children, 'block')}
        </blockquote>
      )
    case RuleType.orderedList:
      return <List key={key} items={node.items.map(listItem)} start={node.start ?? 1} dir={dir} />
    case RuleType.unorderedList:
      return <List key={key} items={node.items.map(listItem)} dir={dir} />
    case RuleType.table: {
      const rows = node.cells.map((row) => row.map(cell))
      return <Table key={key} header={node.header.map(cell)} rows={rows} align={node.align} dir={dir} />
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

function listItem(nodes: readonly MarkdownNode[]) {
  return { task: isTask(nodes), content: drawAll(nodes, 'block') }
}

function isTask([first]: readonly MarkdownNode[]): boolean {
  return first?.type === RuleType.gfmTask || (first?.type === RuleType.paragraph && isTask(first.children))
}

/** Models break lines in a cell with `<br>`, since Markdown has no other way to. */
function cell(nodes: readonly MarkdownNode[]): ReactNode {
  const lines = nodes.flatMap((node): MarkdownNode[] =>
    node.type === RuleType.text
      ? node.text
          .split(/<br\s*\/?>/i)
          .flatMap((text, index): MarkdownNode[] => [
            ...(index > 0 ? [{ type: RuleType.breakLine } as const] : []),
            { type: RuleType.text, text },
          ])
      : [node],
  )
  return drawAll(lines, 'block')
}
