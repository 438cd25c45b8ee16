import { readdir, readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'
import { project } from './project.ts'

const name = 'virtual:character-maps'
const folder = `${project}node_modules/pdfjs-dist/cmaps/`

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
    const packed = gzipSync(Buffer.concat(contents), { level: 9 }).toString('base64')
    return `export const sizes = ${JSON.stringify(sizes)}\nexport const packed = ${JSON.stringify(packed)}\n`
  },
}
