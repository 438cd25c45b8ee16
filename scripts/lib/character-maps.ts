import { readdir, readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { project } from './project.ts'

const folder = `${project}node_modules/pdfjs-dist/cmaps/`

/** Bytes. gzip looks no farther back than 32 kB, so that tables of up to 50 kB are packed side by side, in slices. */
const slice = 12_288

/**
 * The tables by which older Chinese, Japanese and Korean PDF files name their characters, as one packed file: a quarter
 * of the room that they take one by one. Those of encodings that no such file is written in are left out. Inside stands a
 * line of JSON (the length of a slice; of each table its file's name and its length), and then the first slice of each,
 * the second of each…
 */
export async function packedCharacterMaps(): Promise<Uint8Array<ArrayBuffer>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.bcmap') && !/UTF8|UTF32/.test(file))
  const read = await Promise.all(files.map(async (file) => ({ file, bytes: await readFile(folder + file) })))
  // What is alike is about as long.
  const tables = read.sort((one, other) => one.bytes.length - other.bytes.length || (one.file < other.file ? -1 : 1))
  const facts = { slice, sizes: tables.map(({ file, bytes }) => [file, bytes.length]) }
  const parts: Uint8Array[] = [Buffer.from(`${JSON.stringify(facts)}\n`)]
  const longest = tables.at(-1)?.bytes.length ?? 0
  for (let at = 0; at < longest; at += slice) {
    parts.push(...tables.map(({ bytes }) => bytes.subarray(at, at + slice)))
  }
  return new Uint8Array(gzipSync(Buffer.concat(parts), { level: 9 }))
}
