import { createHash } from 'node:crypto'

export type PdfText = { text: string; x?: number; y: number; size?: number }

type PdfOptions = { title?: string; password?: string }

/** A PDF of pages of text in Helvetica, A4, as bytes. With a password it is locked in the oldest of ways. */
export function pdfFile(
  pages: readonly (readonly PdfText[])[],
  { title, password }: PdfOptions = {},
): Uint8Array<ArrayBuffer> {
  const lock = password === undefined ? undefined : lockFor(password)
  const objects: string[] = []
  const pageIds = pages.map((_page, index) => 4 + index * 2)
  objects[1] = '<< /Type /Catalog /Pages 2 0 R >>'
  objects[2] = `<< /Type /Pages /Count ${pages.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] >>`
  objects[3] = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'
  for (const [index, pieces] of pages.entries()) {
    const id = 4 + index * 2
    const drawn = pieces.map(
      ({ text, x = 72, y, size = 11 }) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm (${escaped(text)}) Tj ET`,
    )
    const content = lock ? lock.encrypt(id + 1, drawn.join('\n')) : drawn.join('\n')
    objects[id] =
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${id + 1} 0 R >>`
    objects[id + 1] = `<< /Length ${content.length} >>\nstream\n${content}\nendstream`
  }
  const last = 4 + pages.length * 2
  if (title !== undefined) objects[last] = `<< /Title (${escaped(title)}) >>`
  if (lock) objects[last + 1] = lock.dictionary
  const info = title === undefined ? '' : ` /Info ${last} 0 R`
  const encrypted = lock ? ` /Encrypt ${last + 1} 0 R /ID [<${lock.id}> <${lock.id}>]` : ''
  return written(objects, info + encrypted)
}

/** A PDF with Japanese in it that names its characters as Windows did, and has no font of its own. */
export function japanesePdf(shiftJis: string): Uint8Array<ArrayBuffer> {
  const content = `BT /F1 12 Tf 72 700 Td <${shiftJis}> Tj ET`
  const system = '<< /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >>'
  const objects: string[] = []
  objects[1] = '<< /Type /Catalog /Pages 2 0 R >>'
  objects[2] = '<< /Type /Pages /Count 1 /Kids [4 0 R] >>'
  objects[3] =
    '<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H /DescendantFonts [6 0 R] >>'
  objects[4] =
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>'
  objects[5] = `<< /Length ${content.length} >>\nstream\n${content}\nendstream`
  objects[6] = `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo ${system} /FontDescriptor 7 0 R /DW 1000 >>`
  objects[7] =
    '<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 6 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>'
  return written(objects, '')
}

function written(objects: readonly (string | undefined)[], trailer: string): Uint8Array<ArrayBuffer> {
  let file = '%PDF-1.4\n'
  const offsets = new Map<number, number>()
  for (const [id, body] of objects.entries()) {
    if (body === undefined) continue
    offsets.set(id, file.length)
    file += `${id} 0 obj\n${body}\nendobj\n`
  }
  const start = file.length
  file += 'xref\n0 1\n0000000000 65535 f \n'
  for (const [id, offset] of offsets) file += `${id} 1\n${String(offset).padStart(10, '0')} 00000 n \n`
  file += `trailer\n<< /Size ${objects.length} /Root 1 0 R${trailer} >>\nstartxref\n${start}\n%%EOF\n`
  return Uint8Array.from(file, (letter) => letter.charCodeAt(0))
}

/** Lines under one another, as a page of a book has them. */
export function linesOfPage(lines: readonly string[], { top = 770, step = 14 } = {}): PdfText[] {
  return lines.flatMap((text, index) => (text === '' ? [] : [{ text, y: top - index * step }]))
}

/** WinAnsi has the letters of Latin-1 in their places. */
const escaped = (text: string) => text.replace(/[\\()]/g, String.raw`\$&`)

/** RC4 with a key of 40 bits, as the first version of the standard has it. */
function lockFor(password: string) {
  const padding = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex')
  const padded = Buffer.concat([Buffer.from(password, 'latin1'), padding]).subarray(0, 32)
  const id = '00112233445566778899aabbccddeeff'
  const md5 = (...parts: Uint8Array[]) => createHash('md5').update(Buffer.concat(parts)).digest()
  const owner = rc4(md5(padded).subarray(0, 5), padded)
  const permissions = Buffer.from([0xfc, 0xff, 0xff, 0xff])
  const key = md5(padded, owner, permissions, Buffer.from(id, 'hex')).subarray(0, 5)
  const user = rc4(key, padding)
  return {
    id,
    dictionary: `<< /Filter /Standard /V 1 /R 2 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> /P -4 >>`,
    encrypt: (object: number, text: string): string => {
      const objectKey = md5(key, Buffer.from([object & 255, (object >> 8) & 255, (object >> 16) & 255, 0, 0]))
      return rc4(objectKey.subarray(0, 10), Buffer.from(text, 'latin1')).toString('latin1')
    },
  }
}

function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const state = Array.from({ length: 256 }, (_value, index) => index)
  const at = (index: number) => state[index & 255] ?? 0
  const swap = (one: number, other: number) => {
    ;[state[one], state[other]] = [at(other), at(one)]
  }
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 255
    swap(i, j)
  }
  let j = 0
  return Buffer.from(
    data.map((byte, index) => {
      const i = (index + 1) & 255
      j = (j + at(i)) & 255
      swap(i, j)
      return byte ^ at(at(i) + at(j))
    }),
  )
}
