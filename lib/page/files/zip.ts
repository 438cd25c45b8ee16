import { ChatError } from '../../chat/chat-error'

/** Bytes that one packed file may come to: a bomb packs gigabytes into kilobytes. */
const largestEntry = 100_000_000

const endMark = 0x06054b50
const entryMark = 0x02014b50
const stored = 0
const deflated = 8

/**
 * Opens a zip archive and gives the way to its files by name: null for one that is not in it.
 * @throws {ChatError} `bad-request` when it is no zip archive or damaged; the reader of a file also `too-large`.
 */
export function openZip(bytes: Uint8Array<ArrayBuffer>): (name: string) => Promise<Uint8Array | null> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = readDirectory(bytes, view)
  return async (name) => {
    const entry = entries.get(name)
    if (!entry) return null
    // What comes before the data is written again in front of it, and may be longer there.
    const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
    const packed = bytes.subarray(start, start + entry.packedSize)
    if (entry.method === stored) return packed
    if (entry.method !== deflated) throw damaged()
    return inflate(packed)
  }
}

type Entry = { method: number; packedSize: number; offset: number }

function readDirectory(bytes: Uint8Array, view: DataView): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  try {
    const end = endOfDirectory(view)
    const count = view.getUint16(end + 10, true)
    let at = view.getUint32(end + 16, true)
    for (let index = 0; index < count; index += 1) {
      if (view.getUint32(at, true) !== entryMark) throw damaged()
      const nameLength = view.getUint16(at + 28, true)
      const rest = view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
      entries.set(name, {
        method: view.getUint16(at + 10, true),
        packedSize: view.getUint32(at + 20, true),
        offset: view.getUint32(at + 42, true),
      })
      at += 46 + nameLength + rest
    }
  } catch (cause) {
    throw cause instanceof ChatError ? cause : damaged(cause)
  }
  return entries
}

/** It stands at the end, before a comment of at most 64 kB. */
function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at -= 1) {
    if (view.getUint32(at, true) === endMark) return at
  }
  throw damaged()
}

async function inflate(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))) {
      size += piece.length
      if (size > largestEntry) throw new ChatError('too-large', 'The file unpacks to more than 100 MB.')
      pieces.push(piece)
    }
  } catch (cause) {
    throw cause instanceof ChatError ? cause : damaged(cause)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

function damaged(cause?: unknown): ChatError {
  return new ChatError('bad-request', 'The file is damaged: its package cannot be opened.', { cause })
}
