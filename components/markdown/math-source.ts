/** A formula in a text: from which character to before which. */
type Found = { from: number; to: number }

/** A text whose formulas are hidden behind stand-ins, so that Markdown reads nothing in them. */
export type HiddenMath = { text: string; formulas: readonly string[] }

/** A noncharacter on each side of a number: it reads like a letter, and no text may hold one. */
const opens = '\uFDD0'
const closes = '\uFDD1'
const standIns = /\uFDD0(\d+)\uFDD1/g
/** Begins the text of an inline code node that is a formula. */
const formulaMark = '\uFDD2'
/** These, and what parse.ts hides behind another. */
const reserved = /[\uFDD0-\uFDD4]/g

/** In characters. What is longer was not meant as one formula. */
const longestInline = 1_000
const longestDisplay = 5_000
/** How much of a formula that may not be one is held back while it grows. */
const longestDoubt = 120

const fence = /[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})[^\n]*/y
const blankLine = /\n[ \t>]*\n/
const blankFrom = /\n[ \t>]*(?:\n|$)/g

/**
 * Finds formulas outside code: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`. Prices stay text. `open`: more may follow, so that a
 * formula that has only begun is left out as yet.
 */
export function hideMath(text: string, open: boolean): HiddenMath {
  const clean = text.replace(reserved, '')
  if (!/[$\\]/.test(clean)) return { text: clean, formulas: [] }
  const ends = new Ends(clean)
  const formulas: string[] = []
  let shown = ''
  let copied = 0
  let at = 0
  while (at < clean.length) {
    if (at === 0 || clean[at - 1] === '\n') at = afterFence(clean, at)
    const letter = clean[at]
    if (letter === '`') {
      at = afterCode(clean, at)
      continue
    }
    const found = letter === '$' || letter === '\\' ? formulaAt(clean, ends, at, open) : undefined
    if (found === 'begun') {
      return { text: shown + clean.slice(copied, at), formulas }
    }
    if (found) {
      shown += `${clean.slice(copied, at)}${opens}${formulas.length}${closes}`
      formulas.push(unquoted(clean, found))
      at = copied = found.to
    } else at += letter === '\\' ? 2 : letter === '$' && clean[at + 1] === '$' ? 2 : 1
  }
  return { text: shown + clean.slice(copied), formulas }
}

/** Cuts a text at its stand-ins. A formula comes out as it was written, with its marks. */
export function showMath(text: string, formulas: readonly string[]): { text: string; isFormula: boolean }[] {
  return text
    .split(/(\uFDD0\d+\uFDD1)/)
    .map((piece) => ({ text: writtenMath(piece, formulas), isFormula: piece.startsWith(opens) }))
    .filter((piece) => piece.text !== '')
}

/** A text with its formulas as they were written. */
export function writtenMath(text: string, formulas: readonly string[]): string {
  return text.replace(standIns, (_, index: string) => formulas[Number(index)] ?? '')
}

/** How a formula stands among parsed nodes: as code that says of itself that it is one. */
export function asFormula(source: string): string {
  return formulaMark + source
}

/** What is between the marks of such code, and whether it stands on lines of its own; undefined for other code. */
export function readFormula(code: string): { source: string; tex: string; display: boolean } | undefined {
  if (!code.startsWith(formulaMark)) return undefined
  const source = code.slice(1)
  const width = source.startsWith('$') && !source.startsWith('$$') ? 1 : 2
  return {
    source,
    tex: source.slice(width, -width).trim(),
    display: source.startsWith('$$') || source.startsWith('\\['),
  }
}

/** The words of inline code or of a formula, as they were written. */
export function codeWords(code: string): string {
  return code.startsWith(formulaMark) ? code.slice(1) : code
}

function afterFence(text: string, at: number): number {
  fence.lastIndex = at
  const marks = fence.exec(text)?.[1]
  if (marks === undefined) return at
  const end = new RegExp(`\\n[ \\t>]*${marks.charAt(0)}{${marks.length},}[ \\t]*(?=\\n|$)`, 'g')
  end.lastIndex = at
  return end.exec(text) ? end.lastIndex : text.length
}

function afterCode(text: string, at: number): number {
  let inside = at
  while (text[inside] === '`') inside += 1
  const marks = text.slice(at, inside)
  const end = new RegExp(`(?<!\`)${marks}(?!\`)`, 'g')
  end.lastIndex = inside
  const found = end.exec(text)
  return found && !blankLine.test(text.slice(inside, found.index)) ? end.lastIndex : inside
}

function formulaAt(text: string, ends: Ends, at: number, open: boolean): Found | 'begun' | undefined {
  if (isInAddress(text, at)) return undefined
  if (text.startsWith('$$', at)) return displayAt(text, ends, at, '$$', open)
  if (text[at] === '$') return dollarAt(text, ends, at, open)
  if (text.startsWith('\\[', at)) return isDisplayPlace(text, at) ? displayAt(text, ends, at, '\\]', open) : undefined
  if (text.startsWith('\\(', at)) {
    const end = endOf(ends, at + 2, '\\)', longestInline)
    if (end === undefined) return mayGrow(text, at, open, longestInline)
    return isFormula(text.slice(at + 2, end)) ? { from: at, to: end + 2 } : undefined
  }
  return open && at === text.length - 1 ? 'begun' : undefined
}

/** In the address of a link a backslash keeps a bracket from ending it. */
function isInAddress(text: string, at: number): boolean {
  let start = at
  while (start > 0 && at - start < 300 && !/\s/.test(text.charAt(start - 1))) start -= 1
  const word = text.slice(start, at)
  return word.includes('](') || /https?:\/\/|www\./.test(word)
}

/** Brackets with a backslash are also how a bracket is kept from being Markdown's. */
function isDisplayPlace(text: string, at: number): boolean {
  const near = text.slice(Math.max(0, at - 200), at)
  const before = near.slice(near.lastIndexOf('\n') + 1)
  return /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*$/.test(before) || /^\\\[(?:\s|$)/.test(text.slice(at, at + 3))
}

function displayAt(text: string, ends: Ends, at: number, mark: string, open: boolean): Found | 'begun' | undefined {
  // With its marks on lines of their own a formula may hold blank lines.
  const alone = /^[ \t]*\n/.test(text.slice(at + 2, at + 40))
  const end = endOf(ends, at + 2, mark, longestDisplay, alone)
  if (end === undefined) return mayGrow(text, at, open, longestDisplay, alone)
  const isLink = mark === '\\]' && /^[(:[]/.test(text.slice(end + 2))
  return isFormula(text.slice(at + 2, end)) && !isLink ? { from: at, to: end + 2 } : undefined
}

/** A single dollar begins a formula only where no price does. */
function dollarAt(text: string, ends: Ends, at: number, open: boolean): Found | 'begun' | undefined {
  if (/[A-Za-z\d$\\]/.test(text[at - 1] ?? '')) return undefined
  const next = text[at + 1]
  if (next === undefined) return open ? 'begun' : undefined
  if (/\s/.test(next)) return undefined
  const end = endOf(ends, at + 1, '$', longestInline)
  if (end === undefined || (open && end === text.length - 1)) {
    const begun = text.slice(at + 1, at + 3)
    const looksSo = /^\\|^[A-Za-z](?:$|[^A-Za-z])/.test(begun) || end !== undefined
    return looksSo ? mayGrow(text, at, open, longestDoubt) : undefined
  }
  const tex = text.slice(at + 1, end)
  const closesWell = !/\s$/.test(tex) && !/[A-Za-z\d$]/.test(text[end + 1] ?? '')
  return closesWell && isFormula(tex) && !isPrice(tex) ? { from: at, to: end + 1 } : undefined
}

/** Where a mark stands that no backslash takes away, within so many characters and one paragraph. */
function endOf(ends: Ends, from: number, mark: string, longest: number, overBlank = false): number | undefined {
  const end = ends.of(mark, from)
  return end <= from + longest && (overBlank || end < ends.of(blank, from)) ? end : undefined
}

const blank = 'blank line'

/** The next places of marks in a text. Each is looked for once, however many marks might end there. */
class Ends {
  private readonly text: string
  private readonly known = new Map<string, { from: number; to: number }>()

  constructor(text: string) {
    this.text = text
  }

  /** `Infinity` where there is none. */
  of(mark: string, from: number): number {
    const known = this.known.get(mark)
    if (known && known.from <= from && from <= known.to) return known.to
    const to = mark === blank ? this.blankAfter(from) : this.markAfter(mark, from)
    this.known.set(mark, { from, to })
    return to
  }

  private markAfter(mark: string, from: number): number {
    for (let at = from; at < this.text.length; at += 1) {
      if (this.text.startsWith(mark, at)) return at
      if (this.text[at] === '\\') at += 1
    }
    return Infinity
  }

  private blankAfter(from: number): number {
    blankFrom.lastIndex = from
    return blankFrom.exec(this.text)?.index ?? Infinity
  }
}

function mayGrow(text: string, at: number, open: boolean, longest: number, overBlank = false): 'begun' | undefined {
  if (!open || text.length - at > longest) return undefined
  return overBlank || !blankLine.test(text.slice(at)) ? 'begun' : undefined
}

function isFormula(tex: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(tex)) return false
  // Words and no sign of mathematics: somebody put a remark in brackets.
  return /[\\^_={}+*/<>|]/.test(tex) || !/\p{L}{3,}\s+\p{L}{2,}/u.test(tex)
}

/** “$5 for the first and $” is not mathematics. */
function isPrice(tex: string): boolean {
  return /^\d/.test(tex) && /(?<![\\A-Za-z])[A-Za-z]{2,}/.test(tex.replace(/\\[a-z]+(?:\{[^{}]*\})?/gi, ' '))
}

/** A formula in a quote, without the marks that its lines begin with. */
function unquoted(text: string, { from, to }: Found): string {
  const source = text.slice(from, to)
  const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, from)
  return /^[ \t]*>/.test(line) ? source.replace(/\n[ \t]*(?:>[ \t]?)+/g, '\n') : source
}
