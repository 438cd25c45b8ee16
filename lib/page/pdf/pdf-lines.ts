import { logicalOrder } from './logical-order'

/** A piece of text as a PDF draws it, in points, from the lower left corner of the page. */
export type PdfPiece = { text: string; x: number; y: number; width: number; size: number; endsLine: boolean }

export type PdfLine = {
  text: string
  x: number
  /** Where it ends. */
  right: number
  y: number
  size: number
  /** It has gaps as between the cells of a table. */
  hasGaps: boolean
}

/** Gaps, in sizes of the letters: between words, and between cells. */
const wordGap = 0.18
const cellGap = 2.2
/** Scripts that are read from the right. */
export const fromRight = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

/** Joins the pieces of a page into lines, in the order in which the page draws them: that is how it is read. */
export function linesOf(pieces: readonly PdfPiece[]): PdfLine[] {
  const lines: PdfLine[] = []
  let line: PdfLine | undefined
  for (const piece of pieces) {
    if (piece.text.trim() === '') {
      // The blank between two words is a piece of its own, sometimes as wide as a column.
      if (line && piece.text !== '' && !line.text.endsWith(' ') && piece.width < line.size * cellGap) line.text += ' '
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
      }
      lines.push(line)
    }
    if (piece.endsLine) line = undefined
  }
  const rows = mergeRows(lines)
    .map((each) => ({ ...each, text: logicalOrder(each.text).replace(/ {2,}/g, ' ').trim() }))
    .filter(({ text }) => text !== '')
  return withoutDropCaps(rows).map(asJustified)
}

function isSameLine(line: PdfLine, piece: PdfPiece): boolean {
  // Raised and lowered letters stand on the same line.
  const isLevel = Math.abs(piece.y - line.y) <= Math.max(line.size, piece.size) * 0.45
  if (!isLevel) return false
  const isBefore = piece.x + piece.width <= line.x + line.size && fromRight.test(piece.text + line.text)
  return isBefore || piece.x >= line.right - line.size
}

function append(line: PdfLine, piece: PdfPiece): void {
  const gap = Math.max(piece.x - line.right, line.x - piece.x - piece.width)
  if (gap > line.size * cellGap) {
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

/** Cells of a row that were drawn one after the other, each with an end of line, become one line again. */
function mergeRows(lines: PdfLine[]): PdfLine[] {
  const rows: PdfLine[] = []
  for (const line of lines) {
    const row = rows.at(-1)
    const isBeside = row && Math.abs(row.y - line.y) <= row.size * 0.2 && line.x >= row.right
    if (!row || !isBeside) {
      rows.push({ ...line })
      continue
    }
    const gap = line.x - row.right
    const isCell = gap > row.size * cellGap
    row.text = `${row.text.trimEnd()}${isCell ? '\t' : gap > row.size * wordGap ? ' ' : ''}${line.text.trimStart()}`
    row.hasGaps ||= isCell || line.hasGaps
    row.right = line.right
    row.size = Math.max(row.size, line.size)
  }
  return rows
}

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
