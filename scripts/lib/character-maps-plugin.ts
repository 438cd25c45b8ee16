import { readdir, readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'
import { project } from './project.ts'

const name = 'virtual:character-maps'
const folder = `${project}node_modules/pdfjs-dist/cmaps/`

/** Every printable sign that a text in a script may hold as it is, but for a few. */
const digits = String.fromCodePoint(...Array.from({ length: 94 }, (_, index) => index + 33))
  .replaceAll(/["$'<>\\`{}]/g, '')
  .slice(0, 85)

/** Four bytes as five digits: base64 would take a fifteenth more. */
function asText(bytes: Uint8Array): string {
  const whole = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
  let text = ''
  for (let at = 0; at < whole.length; at += 4) {
    let rest = whole.readUInt32BE(at)
    let group = ''
    for (let digit = 0; digit < 5; digit += 1) {
      group = (digits[rest % 85] ?? '') + group
      rest = Math.floor(rest / 85)
    }
    text += group
  }
  return text
}

/**
 * The tables by which older Chinese, Japanese and Korean PDF files name their characters, as one packed text: a third of
 * the room that they take one by one. Those of encodings that no such file is written in are left out.
 */
export const characterMapsPlugin: Plugin = {
  name: 'gloss:character-maps',
  resolveId: (source) => (source === name ? `\0${name}` : undefined),
  async load(id) {
    if (id !== `\0${name}`) return undefined
    const files = (await readdir(folder)).filter((file) => file.endsWith('.bcmap') && !/UTF8|UTF32/.test(file))
    const contents = await Promise.all(files.map((file) => readFile(folder + file)))
    const sizes = files.map((file, index) => [file, contents[index]?.length ?? 0])
    const zip = gzipSync(Buffer.concat(contents), { level: 9 })
    const all = { sizes, length: zip.length, digits, packed: asText(zip) }
    return Object.entries(all)
      .map(([key, value]) => `export const ${key} = ${JSON.stringify(value)}\n`)
      .join('')
  },
}
