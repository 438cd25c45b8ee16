import { parser, RuleType, type MarkdownToJSX } from 'markdown-to-jsx/react'
import { stripInvisible } from '../../lib/page/invisible-characters'
import { completeEmphasis } from './complete-emphasis'
import { readPlainTags } from './plain-tags'
import { gatherEmphasis, spreadEmphasis } from './spread-emphasis'
import { asFormula, hideMath, showMath, writtenMath } from './math-source'

export type MarkdownNode = MarkdownToJSX.ASTNode

export type Footnote = { label: string; nodes: MarkdownNode[] }

export type Parsed = {
  nodes: MarkdownNode[]
  /** The footnotes that this text itself defines. */
  footnotes: Footnote[]
}

const deepestNesting = 32
const container = '[ \\t]*(?:>|[-*+][ \\t]|\\d{1,9}[.)][ \\t])'
const tooDeep = new RegExp(`^((?:${container}){${deepestNesting}})(?=${container})[ \\t]*`, 'gm')
const tooIndented = new RegExp(`^([ \\t]{${deepestNesting * 3}})[ \\t]+`, 'gm')

/** A last line that is only the start of a mark, or of a fence: what it becomes is not known yet. */
const looseEnd =
  /(?:^|\n)[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]*(?:[ \t]\[[ xX]?\]?[ \t]*)?|\d{1,9}|#{1,6}[ \t]*|>[ \t]*(?:\[!?[A-Za-z]*)?|`{3,}[^`\n]*|`{1,2}|~{1,2}|~{3,}[^\n]*)$/

/** A tilde at the very end either begins a mark or will be the first half of its end. */
const looseTilde = /(?<![~\\])~$|(?<=^|[\s([])~~$/

/** While a tag may still grow the parser hides it and all that follows: here it is text, so it hides behind this. */
const tagStandIn = '\uFDD3'
const tagStart = /<(?=[a-z/!?])(?![a-z][a-z0-9+.-]*(?::|$)|[^\s<>@]*@)/gi

const plainTag = new RegExp(`[<${tagStandIn}]/?(?:br|su[bp]|kbd)[ /]*>`, 'i')
/** What was written so that it is no tag has this behind it until tags are read. */
const noTag = '\uFDD4'
const writtenSign = /\\<|&lt;|&#(?:0*60|x0*3c);/gi
const loosePlainTag = /<\/?(?:b|br ?\/?|s|su|su[bp]|k|kb|kbd)?$/i

/**
 * Reads one segment. Raw HTML stays text, but for a few tags without attributes. `open` means that more will follow: what is unfinished is then shown as it
 * will end, or not yet.
 */
export function parseMarkdown(text: string, definitions = '', open = false): Parsed {
  const { text: withoutMath, formulas } = hideMath(text, open)
  const bounded = withoutMath.replace(tooDeep, '$1\\').replace(tooIndented, '$1')
  const spread = spreadEmphasis(bounded)
  const shown = open
    ? completeEmphasis(
        spread.replace(looseEnd, '').replace(looseTilde, '').replace(loosePlainTag, '').replace(tagStart, tagStandIn),
      )
    : spread
  const nodes = parse(`${shown}\n\n${definitions}\n\n`, { open, formulas, isSpread: spread !== bounded })
  const [first] = nodes
  const references = first?.type === RuleType.refCollection ? Object.entries(first.refs) : []
  const lower = text.toLowerCase()
  const footnotes = references.flatMap(([label, { target }]) =>
    label.startsWith('^') && lower.includes(`[${label.toLowerCase()}]:`)
      ? [{ label: label.slice(1), nodes: parseNote(target, open) }]
      : [],
  )
  return { nodes, footnotes }
}

function parseNote(target: string, open: boolean): MarkdownNode[] {
  const { text, formulas } = hideMath(target.replace(/^ {2,4}/gm, ''), open)
  const spread = spreadEmphasis(text)
  return parse(`${spread}\n\n`, { open, formulas, isSpread: spread !== text })
}

type Known = { open: boolean; formulas: readonly string[]; isSpread: boolean }

function parse(source: string, { open, formulas, isSpread }: Known): MarkdownNode[] {
  const hasTags = plainTag.test(source)
  const nodes = parser(hasTags ? source.replace(writtenSign, `$&${noTag}`) : source, {
    disableParsingRawHTML: true,
    disableFrontmatter: true,
    tagfilter: false,
    optimizeForStreaming: open,
    // Every address is judged where it is drawn.
    sanitizer: (target) => target,
    // No element carries an id from the text.
    slugify: () => '',
  })
  const needsCleaning = isSpread || source.includes('&') || source.includes(tagStandIn)
  const clean = needsCleaning ? withCleanText(nodes, isSpread) : nodes
  const whole = formulas.length > 0 ? withFormulas(clean, formulas) : clean
  return hasTags ? withPlainTags(whole, open) : whole
}

function withPlainTags(nodes: MarkdownNode[], open: boolean): MarkdownNode[] {
  const read: MarkdownNode[] = JSON.parse(JSON.stringify(nodes), (_, value: unknown) =>
    Array.isArray(value) && value.some(isTextNode) ? readPlainTags(value as MarkdownNode[], open) : value,
  )
  const shown: MarkdownNode[] = JSON.parse(JSON.stringify(read), (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(noTag, '') : value,
  )
  return shown
}

/** A character reference such as `&#8238;` brings back what was stripped from the source. */
function withCleanText(nodes: MarkdownNode[], isSpread: boolean): MarkdownNode[] {
  const clean = (text: string) => stripInvisible(text.replaceAll(tagStandIn, '<'))
  const cleaned: MarkdownNode[] = JSON.parse(JSON.stringify(nodes), (_, value: unknown) =>
    typeof value === 'string' ? clean(isSpread ? gatherEmphasis(value) : value) : value,
  )
  return cleaned
}

/** Puts back what was hidden: in a text as nodes of their own, in code and in addresses as it was written. */
function withFormulas(nodes: MarkdownNode[], formulas: readonly string[]): MarkdownNode[] {
  const pieces = (text: string): MarkdownNode[] =>
    showMath(text, formulas).map(({ text: piece, isFormula }) =>
      isFormula ? { type: RuleType.codeInline, text: asFormula(piece) } : { type: RuleType.text, text: piece },
    )
  const shown: MarkdownNode[] = JSON.parse(JSON.stringify(nodes), (key, value: unknown) => {
    if (Array.isArray(value)) return value.flatMap((item: unknown) => (isTextNode(item) ? pieces(item.text) : [item]))
    if (typeof value === 'string') return key === 'text' ? value : writtenMath(value, formulas)
    return isCodeNode(value) ? { ...value, text: writtenMath(value.text, formulas) } : value
  })
  return shown
}

function isTextNode(value: unknown): value is { text: string } {
  return hasType(value) && value.type === RuleType.text
}

function isCodeNode(value: unknown): value is { text: string } {
  return hasType(value) && (value.type === RuleType.codeInline || value.type === RuleType.codeBlock)
}

function hasType(value: unknown): value is { type: unknown } {
  return typeof value === 'object' && value !== null && 'type' in value
}
