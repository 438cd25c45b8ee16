import { crc32 } from './crc32'
import type { ImportLimits } from './import-limits'
import { refusal } from './refusal'

/** One file in an archive, by the archive's own table. */
export type ZipEntry = {
  /** Without its folders, which mean nothing here. */
  name: string
  method: number
  encrypted: boolean
  crc: number
  packedBytes: number
  bytes: number
  /** Where its local header begins. */
  offset: number
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
const endBytes = 22
const longestComment = 0xffff
/** In the place of a number that only Zip64 can write. */
const beyond = 0xffffffff

export async function isZip(file: Blob): Promise<boolean> {
  const bytes = await view(file.slice(0, 4))
  return bytes.byteLength === 4 && [localSignature, endSignature].includes(bytes.getUint32(0, true))
}

/**
 * The files of an archive, folders left out.
 * @throws {ChatError} `bad-request` when it is damaged, or too large.
 */
export async function listZip(name: string, file: Blob, { archiveEntries }: ImportLimits): Promise<ZipEntry[]> {
  const tail = await view(file.slice(Math.max(0, file.size - endBytes - longestComment)))
  const end = endOf(tail)
  if (end === undefined) throw refusal(name, 'it breaks off in the middle. Download the archive again.')
  const [count, size, start] = [
    tail.getUint16(end + 10, true),
    tail.getUint32(end + 12, true),
    tail.getUint32(end + 16, true),
  ]
  if (count > archiveEntries || start === beyond || count === 0xffff) {
    throw refusal(name, 'this archive is too large. Unpack it, and choose the JSON file in it.')
  }
  if (start + size > file.size) throw refusal(name, 'the table of this archive is damaged. Download it again.')
  const table = await view(file.slice(start, start + size))
  const entries: ZipEntry[] = []
  let at = 0
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > table.byteLength || table.getUint32(at, true) !== entrySignature) {
      throw refusal(name, `the table of this archive is damaged at file ${index + 1}. Download it again.`)
    }
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => table.getUint16(at + field, true))
    const path = new TextDecoder().decode(
      new Uint8Array(table.buffer, at + 46, Math.min(nameLength ?? 0, table.byteLength - at - 46)),
    )
    const base = path.split(/[/\\]/).at(-1) ?? ''
    if (base !== '') {
      entries.push({
        name: base,
        method: table.getUint16(at + 10, true),
        encrypted: (table.getUint16(at + 8, true) & 1) === 1,
        crc: table.getUint32(at + 16, true),
        packedBytes: table.getUint32(at + 20, true),
        bytes: table.getUint32(at + 24, true),
        offset: table.getUint32(at + 42, true),
      })
    }
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return entries
}

/**
 * Unpacks one file, and stops as soon as it grows beyond what is left.
 * @throws {ChatError} `bad-request` when it is damaged, encrypted, packed in an unknown way, or too large.
 */
export async function* unpack(
  name: string,
  file: Blob,
  entry: ZipEntry,
  room: { bytes: number },
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const place = `“${entry.name}” in it`
  if (entry.encrypted) throw refusal(name, `${place} is encrypted. Unpack it, and choose the JSON file.`)
  const header = await view(file.slice(entry.offset, entry.offset + 30))
  if (header.byteLength < 30 || header.getUint32(0, true) !== localSignature)
    throw refusal(name, `${place} is damaged.`)
  const start = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true)
  const packed = file.slice(start, start + entry.packedBytes)
  const tooLarge = () => refusal(name, `unpacked, ${place} is larger than Gloss reads, or it never ends.`)
  // What it says of itself spares the work; what it really holds is counted all the same.
  if (entry.bytes > room.bytes || entry.bytes === beyond) throw tooLarge()
  let crc = 0
  try {
    for await (const piece of pieces(packed, entry.method)) {
      signal?.throwIfAborted()
      room.bytes -= piece.byteLength
      if (room.bytes < 0) throw tooLarge()
      crc = crc32(crc, piece)
      yield piece
    }
  } catch (cause) {
    // Only a failed unpacking is a `TypeError`.
    if (!(cause instanceof TypeError)) throw cause
    throw refusal(name, `${place} is damaged. Download the archive again.`, cause)
  }
  if (crc !== entry.crc) throw refusal(name, `${place} is damaged: its checksum is wrong. Download the archive again.`)
}

async function* pieces(packed: Blob, method: number): AsyncGenerator<Uint8Array> {
  if (method !== 0 && method !== 8) throw new TypeError('The way of packing is unknown.')
  const stream = method === 0 ? packed.stream() : packed.stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = stream.getReader()
  try {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    // Whoever has had enough of it must not let it go on unpacking.
    await reader.cancel().catch(() => undefined)
  }
}

function endOf(tail: DataView): number | undefined {
  for (let at = tail.byteLength - endBytes; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) === endSignature) return at
  }
  return undefined
}

async function view(blob: Blob): Promise<DataView<ArrayBuffer>> {
  return new DataView(await blob.arrayBuffer())
}
