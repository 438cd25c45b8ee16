/** A stretch of a long text that is drawn by itself. */
export type TextChunk = { from: number; text: string }

/** Some words of the text that are marked. */
export type TextMark = { from: number; to: number }

/** A piece of a chunk: marked or not. `first`: the mark begins in it. */
export type ChunkPiece = { text: string; mark?: TextMark; first: boolean }

const chunkLength = 4_000
/** A line may be longer than that, but not without end. */
const longestChunk = 12_000
const mostMatches = 1_000

/** Cuts behind line ends where there are any, so that each chunk can be drawn as a block without an empty line. */
export function chunksOf(text: string): TextChunk[] {
  const chunks: TextChunk[] = []
  let from = 0
  while (from < text.length) {
    const to = endOfChunk(text, from)
    chunks.push({ from, text: text.slice(from, to) })
    from = to
  }
  return chunks
}

function endOfChunk(text: string, from: number): number {
  if (text.length - from <= chunkLength) return text.length
  const line = text.indexOf('\n', from + chunkLength)
  if (line !== -1 && line - from < longestChunk) return line + 1
  if (line === -1 && text.length - from <= longestChunk) return text.length
  const space = text.lastIndexOf(' ', from + longestChunk)
  if (space > from) return space + 1
  // Never inside a pair that is one sign.
  const end = from + longestChunk
  return /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) ? end - 1 : end
}

/** Where some words stand in a text, whatever their case; the first thousand places. */
export function matchesOf(text: string, words: string): TextMark[] {
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return []
  const lower = text.toLowerCase()
  // Few letters change their length with their case, such as İ; then the places would be wrong.
  const searched = lower.length === text.length ? lower : text
  const matches: TextMark[] = []
  for (let at = searched.indexOf(wanted); at !== -1 && matches.length < mostMatches;) {
    matches.push({ from: at, to: at + wanted.length })
    at = searched.indexOf(wanted, at + wanted.length)
  }
  return matches
}

/** The pieces of a chunk, with the marks that reach into it. Marks are in order and apart. */
export function piecesOf({ from, text }: TextChunk, marks: readonly TextMark[]): ChunkPiece[] {
  const pieces: ChunkPiece[] = []
  let place = 0
  for (const mark of marks) {
    const start = Math.max(0, mark.from - from)
    const end = Math.min(text.length, mark.to - from)
    if (start > place) pieces.push({ text: text.slice(place, start), first: false })
    pieces.push({ text: text.slice(start, end), mark, first: mark.from >= from })
    place = end
  }
  if (place < text.length || pieces.length === 0) pieces.push({ text: text.slice(place), first: false })
  return pieces
}
