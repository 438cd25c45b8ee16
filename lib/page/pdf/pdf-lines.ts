import { columnGaps, type Gap } from './pdf-columns'
import { fromRight, isFromRight, lineFromRight } from './logical-order'

/** A piece of text as a PDF draws it, in points, from the lower left corner of the page. */
export type PdfPiece = {
  text: string
  x: number
  y: number
  width: number
  size: number
  endsLine: boolean
  fixed?: boolean
}

export type PdfLine = {
  text: string
  x: number
  /** Where it ends. */
  right: number
  y: number
  size: number
  /** It has gaps as between the cells of a table. */
  hasGaps: boolean
  /** The width of a letter, in points, where all letters of the line are as wide: a typewriter's, or code. Else 0. */
  fixedPitch: number
}

/** Gaps, in sizes of the letters: between words, and between cells. */
const wordGap = 0.18
const cellGap = 2.2
/** What may be the space between columns, if other rows have it too. */
const leastColumn = 0.7
const widestGap = 80
/** A line with what it was made of. */
type DrawnLine = PdfLine & { pieces: PdfPiece[] }

/** Joins the pieces of a page into lines, in the order in which the page draws them: that is how it is read. */
export function linesOf(pieces: readonly PdfPiece[]): PdfLine[] {
  const lines: DrawnLine[] = []
  let line: DrawnLine | undefined
  for (const piece of pieces) {
    if (piece.text.trim() === '') {
      // The blank between two words is a piece of its own, sometimes as wide as a column.
      if (
        line &&
        line.fixedPitch === 0 &&
        piece.text !== '' &&
        !line.text.endsWith(' ') &&
        piece.width < line.size * cellGap
      )
        line.text += ' '
    } else if (line && isSameLine(line, piece)) {
      append(line, piece)
    } else {
      line = {
        text: piece.text,
        x: piece.x,
        right: piece.x + piece.width,
        y: piece.y,
        size: piece.size,
        hasGaps: false,
        fixedPitch: pitchOf(piece),
        pieces: [piece],
      }
      lines.push(line)
    }
    if (piece.endsLine) line = undefined
  }
  const rows = withColumns(mergeRows(lines))
    .map(({ pieces: drawn, ...each }) => ({ ...each, text: textOf(each, drawn) }))
    .filter(({ text }) => text !== '')
  return withoutDropCaps(rows).map(asJustified)
}

function textOf({ text, size, fixedPitch }: PdfLine, drawn: readonly PdfPiece[]): string {
  if (fixedPitch > 0) return text.trimEnd()
  const between = (gap: number) => (gap > size * cellGap ? '\t' : gap > size * wordGap ? ' ' : '')
  return (isFromRight(text) ? lineFromRight(drawn, between) : text).replace(/ {2,}/g, ' ').trim()
}

/** What is blank before it belongs to its place. */
function pitchOf({ fixed, width, text }: PdfPiece): number {
  return fixed === true && text.length > 0 && !fromRight.test(text) ? width / text.length : 0
}

function isSameLine(line: PdfLine, piece: PdfPiece): boolean {
  // Raised and lowered letters stand on the same line.
  const isLevel = Math.abs(piece.y - line.y) <= Math.max(line.size, piece.size) * 0.45
  if (!isLevel) return false
  const isBefore = piece.x + piece.width <= line.x + line.size && fromRight.test(piece.text + line.text)
  return isBefore || piece.x >= line.right - line.size
}

function append(line: DrawnLine, piece: PdfPiece): void {
  line.pieces.push(piece)
  const gap = Math.max(piece.x - line.right, line.x - piece.x - piece.width)
  if (pitchOf(piece) === 0) line.fixedPitch = 0
  if (line.fixedPitch > 0) line.text += blanks(gap, line.fixedPitch)
  else if (gap > line.size * cellGap) {
    line.text = `${line.text.trimEnd()}\t`
    line.hasGaps = true
  } else if (gap > line.size * wordGap && !/\s$/.test(line.text) && !/^\s/.test(piece.text)) {
    line.text += ' '
  }
  line.text += piece.text
  line.x = Math.min(line.x, piece.x)
  line.right = Math.max(line.right, piece.x + piece.width)
  // A footnote's sign must not make the line small.
  line.size = Math.max(line.size, piece.size)
}

/** As many blanks as fit between two pieces of code. */
const blanks = (gap: number, pitch: number) => ' '.repeat(Math.min(Math.max(Math.round(gap / pitch), 0), widestGap))

/** Cells of a row that were drawn one after the other, each with an end of line, become one line again. */
function mergeRows(lines: readonly DrawnLine[]): DrawnLine[] {
  const rows: DrawnLine[] = []
  for (const line of lines) {
    const row = rows.at(-1)
    const isBeside = row && Math.abs(row.y - line.y) <= row.size * 0.2 && line.x >= row.right
    if (!row || !isBeside) {
      rows.push({ ...line, pieces: [...line.pieces] })
      continue
    }
    const gap = line.x - row.right
    row.pieces.push(...line.pieces)
    if (line.fixedPitch === 0) row.fixedPitch = 0
    if (row.fixedPitch > 0) {
      row.text += blanks(gap, row.fixedPitch) + line.text
      row.right = line.right
      continue
    }
    const isCell = gap > row.size * cellGap
    row.text = `${row.text.trimEnd()}${isCell ? '\t' : gap > row.size * wordGap ? ' ' : ''}${line.text.trimStart()}`
    row.hasGaps ||= isCell || line.hasGaps
    row.right = line.right
    row.size = Math.max(row.size, line.size)
  }
  return rows
}

/** Columns that lie close are told by their rows together. */
function withColumns(rows: DrawnLine[]): DrawnLine[] {
  const gaps = new Map(rows.map((row) => [row, gapsOf(row)]))
  const columns = columnGaps(rows.map((row) => ({ y: row.y, gaps: gaps.get(row) ?? [] })))
  return rows.map((row) => {
    const between = new Map(gaps.get(row)?.flatMap((gap) => (columns.has(gap) ? [[gap.to, gap] as const] : [])))
    return between.size === 0 ? row : { ...row, hasGaps: true, text: cellsOf(row, (x) => between.has(x)) }
  })
}

function gapsOf({ pieces, size, fixedPitch, text }: DrawnLine): Gap[] {
  if (fixedPitch > 0 || fromRight.test(text)) return []
  return wordsOf(pieces).flatMap((piece, index, words) => {
    const before = words[index - 1]
    const from = before ? before.x + before.width : piece.x
    return piece.x - from >= size * leastColumn ? [{ from, to: piece.x }] : []
  })
}

function cellsOf({ pieces, size }: DrawnLine, beginsColumn: (x: number) => boolean): string {
  let text = ''
  let right = 0
  for (const { text: word, x, width } of wordsOf(pieces)) {
    const gap = x - right
    const glue = beginsColumn(x) || gap > size * cellGap ? '\t' : gap > size * wordGap ? ' ' : ''
    text = text === '' ? word : glue === '' ? text + word : `${text.trimEnd()}${glue}${word.trimStart()}`
    right = x + width
  }
  return text
}

const wordsOf = (pieces: readonly PdfPiece[]) => pieces.filter(({ text }) => text.trim() !== '')

/** A great first letter, as books begin a chapter with, goes back to its word. */
function withoutDropCaps(lines: readonly PdfLine[]): PdfLine[] {
  return lines.flatMap((line, index) => {
    const before = lines[index - 1]
    const next = lines[index + 1]
    if (next && isDropCap(line, next)) return []
    return [before && isDropCap(before, line) ? { ...line, text: before.text + line.text } : line]
  })
}

function isDropCap(line: PdfLine, next: PdfLine): boolean {
  return /^\p{Lu}$/u.test(line.text) && line.size > next.size * 1.5 && /^\p{Ll}/u.test(next.text)
}

/** A line that was stretched to the width of its neighbours has gaps between words, not between cells. */
function asJustified(line: PdfLine, index: number, lines: readonly PdfLine[]): PdfLine {
  if (!line.hasGaps) return line
  const isLevel = (other: PdfLine | undefined) =>
    other !== undefined && !other.hasGaps && Math.abs(other.x - line.x) < 1 && Math.abs(other.right - line.right) < 2
  if (!isLevel(lines[index - 1]) && !isLevel(lines[index + 1])) return line
  return { ...line, text: line.text.replaceAll('\t', ' '), hasGaps: false }
}
