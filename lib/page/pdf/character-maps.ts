import { packed, sizes } from 'virtual:character-maps'

let unpacked: Promise<ReadonlyMap<string, Uint8Array>> | undefined

/** The table of a file name; undefined for one that there is none of. */
export async function characterMap(filename: string): Promise<Uint8Array | undefined> {
  unpacked ??= unpack()
  // A copy: pdf.js may take its memory for itself.
  return (await unpacked).get(filename)?.slice()
}

async function unpack(): Promise<ReadonlyMap<string, Uint8Array>> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  const all = new Uint8Array(await new Response(stream).arrayBuffer())
  const maps = new Map<string, Uint8Array>()
  let start = 0
  for (const [file, length] of sizes) {
    maps.set(file, all.subarray(start, start + length))
    start += length
  }
  return maps
}
