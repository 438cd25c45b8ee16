import { digits, length as packedBytes, packed, sizes } from 'virtual:character-maps'

let unpacked: Promise<ReadonlyMap<string, Uint8Array>> | undefined

/** The table of a file name; undefined for one that there is none of. */
export async function characterMap(filename: string): Promise<Uint8Array | undefined> {
  unpacked ??= unpack()
  // A copy: pdf.js may take its memory for itself.
  return (await unpacked).get(filename)?.slice()
}

async function unpack(): Promise<ReadonlyMap<string, Uint8Array>> {
  const stream = new Blob([fromDigits(packed).slice(0, packedBytes)])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
  const all = new Uint8Array(await new Response(stream).arrayBuffer())
  const maps = new Map<string, Uint8Array>()
  let start = 0
  for (const [file, length] of sizes) {
    maps.set(file, all.subarray(start, start + length))
    start += length
  }
  return maps
}

function fromDigits(text: string): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(128)
  for (let value = 0; value < digits.length; value += 1) values[digits.charCodeAt(value)] = value
  const view = new DataView(new ArrayBuffer((text.length / 5) * 4))
  for (let group = 0; group * 5 < text.length; group += 1) {
    let word = 0
    for (let at = group * 5; at < group * 5 + 5; at += 1) word = word * 85 + (values[text.charCodeAt(at)] ?? 0)
    view.setUint32(group * 4, word)
  }
  return new Uint8Array(view.buffer)
}
