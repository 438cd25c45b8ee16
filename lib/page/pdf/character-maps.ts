/** Made from pdf.js's own when Gloss is built. */
const address = '/character-maps.bin'

let unpacked: Promise<ReadonlyMap<string, Uint8Array>> | undefined

/** The table of a file name; undefined for one that there is none of. */
export async function characterMap(filename: string): Promise<Uint8Array | undefined> {
  unpacked ??= unpack()
  // A copy: pdf.js may take its memory for itself.
  return (await unpacked).get(filename)?.slice()
}

async function unpack(): Promise<ReadonlyMap<string, Uint8Array>> {
  // A file of the package itself: the policy of our pages lets them ask for nothing else.
  const { body } = await fetch(address)
  if (!body) throw new Error(`${address} is empty.`)
  const all = new Uint8Array(await new Response(body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer())
  const start = all.indexOf(10) + 1
  const { slice, sizes }: { slice: number; sizes: [file: string, bytes: number][] } = JSON.parse(
    new TextDecoder().decode(all.subarray(0, start)),
  )
  const maps = new Map(sizes.map(([file, bytes]) => [file, new Uint8Array(bytes)]))
  const longest = Math.max(...sizes.map(([, bytes]) => bytes))
  let read = start
  for (let at = 0; at < longest; at += slice) {
    for (const map of [...maps.values()].filter(({ length }) => length > at)) {
      const bytes = Math.min(slice, map.length - at)
      map.set(all.subarray(read, read + bytes), at)
      read += bytes
    }
  }
  return maps
}
