import { Fragment, type ReactNode } from 'react'
import { RuleType, type MarkdownToJSX } from 'markdown-to-jsx/react'
import { CodeBlock } from './CodeBlock'
import { FootnoteReference } from './FootnoteReference'
import { Link, UnloadedImage } from './Link'
import { List } from './List'
import type { MarkdownNode } from './parse'
import { Table } from './Table'
import { textOf } from './text-of'
import styles from './markdown.module.css'

type NodesProps = {
  nodes: readonly MarkdownNode[]
  /** Top level blocks take their direction from their text; what lies in them follows. */
  nested?: boolean
  /** An anchor may not lie in another. */
  inLink?: boolean
}

/** Draws parsed Markdown. What is not named here is not drawn, so no other element can come out of a text. */
export function Nodes({ nodes, nested = false, inLink = false }: NodesProps) {
  return nodes.map((node, index) => <Fragment key={index}>{draw(node, nested, inLink)}</Fragment>)
}

function draw(node: MarkdownNode, nested: boolean, inLink: boolean): ReactNode {
  const dir = nested ? undefined : 'auto'
  switch (node.type) {
    case RuleType.text:
      return node.text
    case RuleType.breakLine:
      return <br />
    case RuleType.textFormatted:
      return <Formatted node={node} inLink={inLink} />
    case RuleType.codeInline:
      return <code className={styles.inlineCode}>{node.text}</code>
    case RuleType.link: {
      const children = <Nodes nodes={node.children} nested inLink />
      if (inLink) return children
      return (
        <Link target={node.target} text={textOf(node.children)}>
          {children}
        </Link>
      )
    }
    case RuleType.image:
      return inLink ? node.alt || 'Image' : <UnloadedImage target={node.target} alt={node.alt ?? ''} />
    case RuleType.footnoteReference:
      return <FootnoteReference label={node.text} />
    case RuleType.gfmTask:
      return (
        <input type="checkbox" checked={node.completed} disabled aria-label={node.completed ? 'Done' : 'Not done'} />
      )
    case RuleType.paragraph:
      return (
        <p dir={dir}>
          <Nodes nodes={node.children} nested inLink={inLink} />
        </p>
      )
    case RuleType.heading:
      return <Heading node={node} dir={dir} />
    case RuleType.breakThematic:
      return <hr />
    case RuleType.codeBlock:
      return <CodeBlock info={node.lang ?? ''} code={node.text} />
    case RuleType.blockQuote:
      return (
        <blockquote dir={dir}>
          {node.alert && <p className={styles.alert}>{node.alert.toLowerCase()}</p>}
          <Nodes nodes={node.children} nested />
        </blockquote>
      )
    case RuleType.orderedList:
      return <List items={node.items.map(listItem)} start={node.start ?? 1} dir={dir} />
    case RuleType.unorderedList:
      return <List items={node.items.map(listItem)} dir={dir} />
    case RuleType.table:
      return (
        <Table
          header={node.header.map(cell)}
          rows={node.cells.map((row) => row.map(cell))}
          align={node.align}
          dir={dir}
        />
      )
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

function Formatted({ node, inLink }: { node: MarkdownToJSX.FormattedTextNode; inLink: boolean }) {
  const children = <Nodes nodes={node.children} nested inLink={inLink} />
  switch (node.tag) {
    case 'strong':
      return <strong>{children}</strong>
    case 'em':
      return <em>{children}</em>
    case 'del':
      return <del>{children}</del>
    case 'mark':
      // In an answer about code, `a == b and c == d` is a comparison: neither CommonMark nor GFM knows this mark.
      return <>=={children}==</>
    default:
      return children
  }
}

/** Two levels lower than written, since the panel's own headings stand above; the order stays. */
function Heading({ node, dir }: { node: MarkdownToJSX.HeadingNode; dir: 'auto' | undefined }) {
  const children = <Nodes nodes={node.children} nested />
  switch (node.level) {
    case 1:
      return <h3 dir={dir}>{children}</h3>
    case 2:
      return <h4 dir={dir}>{children}</h4>
    case 3:
      return <h5 dir={dir}>{children}</h5>
    case 4:
    case 5:
    case 6:
    default:
      return <h6 dir={dir}>{children}</h6>
  }
}

function listItem(nodes: readonly MarkdownNode[]) {
  return { task: isTask(nodes), content: <Nodes nodes={nodes} nested /> }
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
  return <Nodes nodes={lines} nested />
}
