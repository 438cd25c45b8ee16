import { crc32, deflateSync, inflateSync } from 'node:zlib'

/** A picture, row by row: three bytes for each of its points. */
export type Picture = { width: number; height: number; points: Uint8Array }

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const trueColour = 2
const trueColourAndAlpha = 6
const palette = 3

/**
 * Reads a PNG as browsers write it: eight bits for each of three or four channels, not interlaced. Alpha is left out.
 * @throws {Error} when it is of another kind.
 */
export function readPng(file: Buffer): Picture {
  const chunks = chunksOf(file)
  const header = chunks.find(({ type }) => type === 'IHDR')?.data
  const kind = header?.readUInt8(9)
  if (!header || header.readUInt8(8) !== 8 || header.readUInt8(12) !== 0) throw new Error('Not a PNG of a browser.')
  if (kind !== trueColour && kind !== trueColourAndAlpha) throw new Error('Not a PNG in true colours.')
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const channels = kind === trueColour ? 3 : 4
  const data = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((one) => one.data)))
  const bytes = unfiltered(data, width * channels, height, channels)
  if (channels === 3) return { width, height, points: bytes }
  return { width, height, points: bytes.filter((_, index) => index % 4 !== 3) }
}

/**
 * Writes a picture whose points are numbers of colours.
 * @param colours three bytes for each, 256 at most.
 */
export function writePng(width: number, height: number, indexes: Uint8Array, colours: Uint8Array): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, palette, 0, 0, 0], 8)
  // Each row says first how it is filtered: not at all, which suits plain areas best.
  const rows = Buffer.alloc((width + 1) * height)
  for (let row = 0; row < height; row += 1)
    rows.set(indexes.subarray(row * width, (row + 1) * width), row * (width + 1) + 1)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', new Uint8Array()),
  ])
}

function chunksOf(file: Buffer): { type: string; data: Buffer }[] {
  const chunks = []
  for (let at = signature.length; at < file.length;) {
    const length = file.readUInt32BE(at)
    chunks.push({ type: file.toString('latin1', at + 4, at + 8), data: file.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}

function unfiltered(data: Buffer, stride: number, height: number, channels: number): Uint8Array {
  const bytes = new Uint8Array(stride * height)
  for (let row = 0; row < height; row += 1) {
    const filter = data[row * (stride + 1)]
    for (let column = 0; column < stride; column += 1) {
      const at = row * stride + column
      const left = column < channels ? 0 : (bytes[at - channels] ?? 0)
      const above = row === 0 ? 0 : (bytes[at - stride] ?? 0)
      const corner = row === 0 || column < channels ? 0 : (bytes[at - stride - channels] ?? 0)
      bytes[at] = (data[row * (stride + 1) + column + 1] ?? 0) + foretold(filter, left, above, corner)
    }
  }
  return bytes
}

function foretold(filter: number | undefined, left: number, above: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return above
  if (filter === 3) return (left + above) >> 1
  return filter === 4 ? nearestOf(left, above, corner) : 0
}

/** Paeth's filter: whichever of the three the sum of the first two without the third is nearest to. */
function nearestOf(left: number, above: number, corner: number): number {
  const sum = left + above - corner
  const [fromLeft, fromAbove, fromCorner] = [Math.abs(sum - left), Math.abs(sum - above), Math.abs(sum - corner)]
  if (fromLeft <= fromAbove && fromLeft <= fromCorner) return left
  return fromAbove <= fromCorner ? above : corner
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  whole.set(body, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}
