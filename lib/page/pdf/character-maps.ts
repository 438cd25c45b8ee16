/**
 * The tables by which older Chinese, Japanese and Korean PDF files name their characters, as `data:` addresses. Those
 * of encodings that no such file is written in are left out.
 */
const maps: Record<string, string> = import.meta.glob(
  [
    '/node_modules/pdfjs-dist/cmaps/*.bcmap',
    '!/node_modules/pdfjs-dist/cmaps/*UTF8*.bcmap',
    '!/node_modules/pdfjs-dist/cmaps/*UTF32*.bcmap',
  ],
  { eager: true, query: '?url&inline', import: 'default' },
)

/** The table of a file name; undefined for one that there is none of. */
export function characterMap(filename: string): Uint8Array | undefined {
  const address = maps[`/node_modules/pdfjs-dist/cmaps/${filename}`]
  if (address === undefined) return undefined
  return Uint8Array.from(atob(address.slice(address.indexOf(',') + 1)), (character) => character.charCodeAt(0))
}
