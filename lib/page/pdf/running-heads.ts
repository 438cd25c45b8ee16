import type { PdfLine } from './pdf-lines'

/** A head or foot stands among as many lines at the edge of a page. */
const edge = 2
/** It repeats on as many pages, and on this share of them: left and right pages have heads of their own. */
const fewestPages = 3
const leastShare = 0.3
/** In points. */
const samePlace = 4

type Pages = readonly (readonly PdfLine[])[]

/** Takes out what repeats at the top and the bottom of pages, and the numbers of pages. `left`: those lines, in order. */
export function withoutRunningHeads(pages: Pages): { pages: PdfLine[][]; left: string[] } {
  const found = new Map<string, PdfLine[]>()
  for (const { line, isOutermost } of pages.flatMap(edgesOf)) {
    const kind = isOutermost ? kindOf(line.text) : line.text
    const known = found.get(kind)
    if (known) known.push(line)
    else found.set(kind, [line])
  }
  const least = Math.max(fewestPages, pages.length * leastShare)
  const heads = new Set<PdfLine>()
  for (const lines of found.values()) {
    for (const line of lines) {
      if (lines.filter(({ y }) => Math.abs(y - line.y) <= samePlace).length >= least) heads.add(line)
    }
  }
  return {
    pages: pages.map((lines) => lines.filter((line) => !heads.has(line))),
    left: pages.flatMap((lines) => lines.filter((line) => heads.has(line)).map(({ text }) => text)),
  }
}

/** The highest and lowest lines of a page, whatever the order in which it draws them. */
function edgesOf(lines: readonly PdfLine[]): { line: PdfLine; isOutermost: boolean }[] {
  const sorted = lines.toSorted((one, other) => other.y - one.y)
  return [...new Set([...sorted.slice(0, edge), ...sorted.slice(-edge)])].map((line) => ({
    line,
    isOutermost: line === sorted[0] || line === sorted.at(-1),
  }))
}

/** The outermost lines may differ in their numbers. Pages are counted in small Roman ones too. */
const kindOf = (text: string) => (/^[ivxlc]{1,7}$/.test(text) ? '#' : text.replace(/\d+/g, '#').replace(/\s+/g, ' '))
