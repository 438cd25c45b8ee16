import { fromRight } from './logical-order'
import { codeFrom } from './pdf-code'
import type { PdfLine } from './pdf-lines'

/** What the whole document tells about single lines. `isTyped`: it was written in letters of one width throughout. */
export type PdfHabits = { bodySize: number; hyphenated: ReadonlySet<string>; isTyped: boolean }

const words = /\p{L}+(?:-\p{L}+)+/gu
const longestHeading = 150
/** Share of lines in letters of one width, from which on they say nothing. */
const mostCode = 0.7
/** Chinese and Japanese put nothing between words, and nothing between lines either. */
const withoutBlanks = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u

/** The size of most letters, and every word that is written with a hyphen inside a line. */
export function habitsOf(pages: readonly (readonly PdfLine[])[]): PdfHabits {
  const letters = new Map<number, number>()
  const hyphenated = new Set<string>()
  const lines = pages.flat()
  for (const { text, size } of lines) {
    const rounded = Math.round(size * 2) / 2
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length)
    for (const [word] of text.matchAll(words)) hyphenated.add(word.toLowerCase())
  }
  const [bodySize] = [...letters].reduce((most, each) => (each[1] > most[1] ? each : most), [10, 0])
  const isTyped = lines.filter(({ fixedPitch }) => fixedPitch > 0).length > lines.length * mostCode
  return { bodySize, hyphenated, isTyped }
}

/** The lines of a page as markdown: paragraphs in one line each, headings, rows of tables as lines. */
export function pageText(lines: readonly PdfLine[], habits: PdfHabits): string {
  const leading = typicalLeading(lines)
  const left = Math.min(...lines.map(({ x }) => x))
  let text = ''
  let before: PdfLine | undefined
  let codeEnds = 0
  for (const [index, line] of lines.entries()) {
    if (index < codeEnds) continue
    const code = line.fixedPitch > 0 && !habits.isTyped ? codeFrom(lines, index) : undefined
    if (code) {
      text += `${text === '' ? '' : '\n\n'}${code.text}`
      codeEnds = code.next
      before = undefined
      continue
    }
    const heading = isHeading(line, habits.bodySize)
    const layout = { leading, bodySize: habits.bodySize, next: lines[index + 1] }
    const glue = before ? glueBetween(before, line, layout) : text === '' ? '' : '\n\n'
    if (glue === ' ') text = joined(text, line.text, habits)
    else if (heading && glue === '\n\n') text += `\n\n### ${line.text}`
    else text += `${glue}${heading && text === '' ? '### ' : ''}${escaped(line.text, line.x - left)}`
    before = line
  }
  return text
}

type Layout = { leading: number; bodySize: number; next: PdfLine | undefined }

/** What stands between two lines: a blank inside a paragraph, a line break, or the space between paragraphs. */
function glueBetween(before: PdfLine, line: PdfLine, { leading, bodySize, next }: Layout): ' ' | '\n' | '\n\n' {
  const step = before.y - line.y
  const sameSize = Math.abs(before.size - line.size) <= Math.max(before.size, line.size) * 0.12
  const bothHeadings = isHeading(before, bodySize) && isHeading(line, bodySize)
  if (!sameSize || isHeading(before, bodySize) !== isHeading(line, bodySize)) return '\n\n'
  if (bothHeadings) return step > 0 && step < line.size * 1.6 ? ' ' : '\n\n'
  // Upwards: the next column, where a sentence may go on.
  if (step < -line.size) return /[\p{Ll},;-]$/u.test(before.text) && /^\p{Ll}/u.test(line.text) ? ' ' : '\n\n'
  if (step > leading * 1.45) return '\n\n'
  if (before.hasGaps || line.hasGaps) return '\n'
  if (isItem(line.text)) return '\n'
  const rtl = fromRight.test(line.text)
  const [start, end] = rtl ? [mirrored(before), mirrored(line)] : [before, line]
  const beside = next && isBelow(next, line) ? (rtl ? mirrored(next) : next) : undefined
  const isIndented = end.x - start.x > line.size * 0.8
  const hangs = beside !== undefined && Math.abs(beside.x - end.x) < 1
  if (isIndented && !hangs && !isItem(before.text)) return '\n\n'
  // A line that ends well before its neighbours ends its paragraph.
  const reach = Math.max(start.right, end.right, beside?.right ?? start.right)
  const isShort = reach - start.right > Math.max(before.size * 6, (reach - start.x) * 0.25)
  return isShort && !/[-,]$/.test(before.text) ? '\n' : ' '
}

/** Where a line begins and ends for who reads from the right. */
const mirrored = ({ x, right }: PdfLine) => ({ x: -right, right: -x })

/** The next line of the same column. */
const isBelow = (next: PdfLine, line: PdfLine) => next.y < line.y && Math.abs(next.x - line.x) < line.size * 4

const isItem = (text: string) => /^(?:[•●▪◦‣∙–—*-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s/u.test(text)

function isHeading({ text, size, hasGaps }: PdfLine, bodySize: number): boolean {
  return size >= bodySize * 1.15 && !hasGaps && text.length <= longestHeading && /\p{L}/u.test(text)
}

/** The distance from line to line that is most usual on the page. */
function typicalLeading(lines: readonly PdfLine[]): number {
  const steps = lines
    .slice(1)
    .map((line, index) => (lines[index]?.y ?? 0) - line.y)
    .filter((step) => step > 0 && step < 60)
    .sort((one, other) => one - other)
  return steps[Math.floor(steps.length / 2)] ?? 14
}

/** Puts a line behind what its paragraph has; a word that was broken at the end of the line becomes whole. */
function joined(text: string, line: string, { hyphenated }: PdfHabits): string {
  if (text.endsWith('\u00ad')) return text.slice(0, -1) + line
  if (withoutBlanks.test(text.slice(-1)) && withoutBlanks.test(line.charAt(0))) return text + line
  const start = /(\p{L}[\p{L}\p{M}]+)-$/u.exec(text)?.[1]
  const end = /^\p{Ll}[\p{L}\p{M}]*/u.exec(line)?.[0]
  if (start === undefined || end === undefined) return text.endsWith('-') ? text + line : `${text} ${line}`
  return hyphenated.has(`${start}-${end}`.toLowerCase()) ? text + line : text.slice(0, -1) + line
}

/** A line that begins like a heading is none, and an item of a list is one of markdown. */
function escaped(text: string, indent: number): string {
  if (/^[•●▪◦‣∙]\s/.test(text)) return `${indent > 40 ? '  ' : ''}- ${text.slice(1).trim()}`
  return /^#{1,6} /.test(text) ? `\\${text}` : text
}
