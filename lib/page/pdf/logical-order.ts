import type { PdfPiece } from './pdf-lines'

/** Scripts that are read from the right. */
export const fromRight = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u
const fromLeft = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u
const marksOnly = /^\p{M}+$/u
const mirrored: Record<string, string> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '«': '»',
  '»': '«',
}

/** Most of its letters belong to a script that is read from the right. */
export function isFromRight(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? []
  return letters.filter((letter) => fromRight.test(letter)).length * 2 > letters.length
}

/**
 * A line that is read from the right, from its pieces, whatever the order in which they were drawn: some programs draw
 * it from the left, some letter by letter in shapes that only fonts name. Inside a piece letters come in order already.
 * @param between what stands in a gap of so many points.
 */
export function lineFromRight(pieces: readonly PdfPiece[], between: (gap: number) => string): string {
  const words = pieces.filter(({ text }) => text.trim() !== '')
  const letters = words.filter(({ text }) => !marksOnly.test(text))
  const parts: string[] = []
  let before: PdfPiece | undefined
  for (const piece of letters.toSorted((one, other) => other.x + other.width - (one.x + one.width))) {
    const gap = before ? between(before.x - piece.x - piece.width) : ''
    if (gap !== '') parts.push(gap)
    const over = words.filter((mark) => marksOnly.test(mark.text) && isOver(mark, piece))
    parts.push(piece.text.trim() + over.map(({ text }) => text).join(''))
    before = piece
  }
  return turned(parts).join('').normalize('NFKC')
}

const isOver = (mark: PdfPiece, letter: PdfPiece): boolean => {
  const middle = mark.x + mark.width / 2
  return middle >= letter.x && middle < letter.x + letter.width
}

/** Numbers and Latin words keep their order among themselves; brackets are drawn as who reads from the left has them. */
function turned(parts: readonly string[]): string[] {
  const result: string[] = []
  let index = 0
  while (index < parts.length) {
    const end = endOfRun(parts, index)
    if (end > index) {
      result.push(...parts.slice(index, end).toReversed())
      index = end
    } else {
      const part = parts[index] ?? ''
      result.push(fromRight.test(part) ? part : (mirrored[part] ?? part))
      index += 1
    }
  }
  return result
}

/** Where a stretch that is read from the left ends: behind its last word. */
function endOfRun(parts: readonly string[], start: number): number {
  let end = start
  for (let index = start; index < parts.length; index += 1) {
    const part = parts[index] ?? ''
    if (fromRight.test(part) || part === '\t') break
    if (fromLeft.test(part)) end = index + 1
    else if (end === start) break
  }
  return end
}
