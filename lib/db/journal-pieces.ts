import type { MessagePart } from '../chat/message'

/** Characters of one piece. Only the last one is written again while it grows. */
const pieceCharacters = 16_384

/** A stretch of one part of a message, and how many characters of that part stand before it. */
export type Segment = { part: number; type: MessagePart['type']; from?: number; text: string }

/** How far a message has been written down. */
export type Progress = {
  /** Characters of each part. */
  lengths: readonly number[]
  /** The number of the piece that still grows, and what it holds. */
  piece: number
  tail: readonly Segment[]
}

export const nothingWritten: Progress = { lengths: [], piece: 0, tail: [] }

/** What has to be written so that the pieces hold `parts`: those that changed, by number. */
export function extend(
  progress: Progress,
  parts: readonly MessagePart[],
): { progress: Progress; pieces: Map<number, Segment[]> } {
  const { lengths, ...written } = hasGrown(progress, parts) ? progress : nothingWritten
  let { piece } = written
  let tail = [...written.tail]
  let room = pieceCharacters - tail.reduce((sum, { text }) => sum + text.length, 0)
  const pieces = new Map<number, Segment[]>()
  for (const [part, { type, text }] of parts.entries()) {
    for (let from = lengths[part] ?? 0; from < text.length;) {
      if (room === 0) {
        piece += 1
        tail = []
        room = pieceCharacters
      }
      const stretch = text.slice(from, from + room)
      tail.push({ part, type, from, text: stretch })
      pieces.set(piece, tail)
      room -= stretch.length
      from += stretch.length
    }
  }
  return { progress: { lengths: parts.map(({ text }) => text.length), piece, tail }, pieces }
}

/** False when the message is not a longer form of what was written, and has to be written anew. */
function hasGrown({ lengths }: Progress, parts: readonly MessagePart[]): boolean {
  return lengths.every((length, part) => (parts[part]?.text.length ?? -1) >= length)
}

/**
 * The parts that the pieces hold, in their order. What is not a segment, or does not join on, ends the reading: a browser
 * that was killed may have lost the last state of a piece and kept the next, and words must never be missing in between.
 */
export function partsOf(pieces: readonly unknown[]): MessagePart[] {
  const parts: MessagePart[] = []
  for (const segment of pieces.flatMap((piece): unknown[] => (Array.isArray(piece) ? piece : [undefined]))) {
    if (!isSegment(segment)) break
    const { part, type, from, text } = segment
    const before = parts[part]?.text ?? ''
    // Before there was `from`, a journal was believed.
    if (from !== undefined && from !== before.length) break
    parts[part] = { type, text: before + text }
  }
  // Empty parts have no segment.
  return parts.filter((part) => part !== undefined)
}

function isSegment(value: unknown): value is Segment {
  if (typeof value !== 'object' || value === null) return false
  const { part, type, from, text } = value as Record<string, unknown>
  if (from !== undefined && !Number.isInteger(from)) return false
  return Number.isInteger(part) && (type === 'text' || type === 'reasoning') && typeof text === 'string'
}

/** The parts without half a character at the end: its other half comes with the next piece of the answer. */
export function withoutHalfCharacter(parts: readonly MessagePart[]): readonly MessagePart[] {
  const last = parts.at(-1)
  if (!last || !/[\uD800-\uDBFF]$/.test(last.text)) return parts
  return [...parts.slice(0, -1), { ...last, text: last.text.slice(0, -1) }]
}
