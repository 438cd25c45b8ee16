/** A heading of a markdown text and what stands under it, up to the next heading of whatever level. */
export type Section = {
  /** Characters of the text, from the first to before the last. */
  from: number
  to: number
  /** 1 to 6; 0 for what stands before the first heading. */
  level: number
  /** The heading's words without its marks; empty before the first heading. */
  title: string
}

const heading = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/
const fence = /^ {0,3}(`{3,}|~{3,})/

/**
 * The sections of a markdown text, in order: together they are the whole text, character by character. A heading inside
 * a code fence is code. Blank space before the first heading belongs to it.
 */
export function splitSections(text: string): Section[] {
  const starts: Omit<Section, 'to'>[] = []
  let openFence: string | undefined
  for (const { from, line } of linesOf(text)) {
    openFence = fenceAfter(line, openFence)
    if (openFence !== undefined) continue
    const [, marks, words = ''] = heading.exec(line) ?? []
    if (marks !== undefined) starts.push({ from, level: marks.length, title: plainTitle(words) })
  }
  const [first] = starts
  if (first && text.slice(0, first.from).trim() === '') first.from = 0
  else if (text !== '') starts.unshift({ from: 0, level: 0, title: '' })
  return starts.map((start, index) => ({ ...start, to: starts[index + 1]?.from ?? text.length }))
}

/** The lines of a text without their ends, and where each begins. */
export function* linesOf(text: string): Generator<{ from: number; line: string }> {
  let from = 0
  while (from < text.length) {
    const end = text.indexOf('\n', from)
    const to = end === -1 ? text.length : end
    yield { from, line: text.slice(from, text[to - 1] === '\r' ? to - 1 : to) }
    from = to + 1
  }
}

/** The mark of the code fence that is open behind this line, if one is. */
export function fenceAfter(line: string, open: string | undefined): string | undefined {
  const mark = fence.exec(line)?.[1]
  if (mark === undefined) return open
  if (open === undefined) return mark
  const closes = mark[0] === open[0] && mark.length >= open.length && line.trim() === mark
  return closes ? undefined : open
}

/** Marks of emphasis and code, and the addresses of links, are no words of a heading. */
function plainTitle(words: string): string {
  return words
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/[*_`]{1,3}(\S(?:.*?\S)?)[*_`]{1,3}/g, '$1')
    .trim()
}
