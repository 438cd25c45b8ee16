/** A line that begins a block of its own: emphasis above it has ended, one way or the other. */
const blockStart = /^[ \t]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|>|\||$)/
const fenceStart = /^[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)*(?:`{3,}|~{3,})/gm
const indented = /^(?: {4}|\t)/
const blank = /^\s?$/u
const sign = /^[\p{P}\p{S}]$/u
const asciiWord = /^\w$/

type Opener = { at: number; length: number; isInWord: boolean }

/**
 * Writes the end of emphasis that is still open at the end of a text that grows: its words stand in bold from the first
 * on, and do not move when the end comes. A star between letters or figures is one until it proves to be a mark.
 */
export function completeEmphasis(markdown: string): string {
  const from = lastBlock(markdown)
  if (from === undefined) return markdown
  const written = markdown.slice(from)
  if (openersIn(written).length === 0) return markdown
  // The end goes behind what is shown: what is not known yet would swallow it.
  const block = withoutOpenEnd(written)
  const openers = openersIn(block)
  const end = block.trimEnd().length
  const ends = openers
    .filter(({ isInWord }) => !isInWord)
    .map(({ length }) => '*'.repeat(length))
    .reverse()
    .join('')
  let shown = ''
  let at = 0
  for (const { at: star, length, isInWord } of openers) {
    if (!isInWord) continue
    shown += block.slice(at, star) + '\\*'.repeat(length)
    at = star + length
  }
  return markdown.slice(0, from) + shown + block.slice(at, end) + ends + block.slice(end)
}

/** Where the block begins that still grows, or the cell of its row; undefined where that is code. */
function lastBlock(markdown: string): number | undefined {
  if (!markdown.includes('*')) return undefined
  if (((markdown.match(fenceStart) ?? []).length & 1) === 1) return undefined
  let start = markdown.length
  for (;;) {
    const lineStart = markdown.lastIndexOf('\n', start - 2) + 1
    const line = markdown.slice(lineStart, start).replace(/\n$/, '')
    if (line.trim() === '') break
    start = lineStart
    if (blockStart.test(line) || start === 0) break
  }
  const block = markdown.slice(start)
  if (indented.test(block) && !blockStart.test(block)) return undefined
  return /^[ \t]*\|/.test(block) ? markdown.lastIndexOf('|') + 1 : start
}

/** A link whose address still grows is its words, and one whose words grow, too; of a picture and an address nothing is shown. */
function withoutOpenEnd(block: string): string {
  return block
    .slice(0, openCode(block))
    .replace(/!\[[^[\]]*(?:\]\([^()\s]*)?$|<[^\s<>]*$/, '')
    .replace(/\[([^[\]]*)(?:\]\([^()\s]*)?$/, '$1')
    .replace(/(?:\\|\s\*+)$/, '')
}

/** Where code begins that does not end, or the end. */
function openCode(block: string): number {
  for (let at = block.indexOf('`'); at !== -1; at = block.indexOf('`', at)) {
    const length = runAt(block, at)
    const end = block.charAt(at - 1) === '\\' ? at + length : codeEnd(block, at + length, length)
    if (end === undefined) return at
    at = end
  }
  return block.length
}

/** The marks that nothing ends yet. */
function openersIn(block: string): Opener[] {
  const openers: Opener[] = []
  let at = /^[ \t]*\*[ \t]/.exec(block)?.[0].length ?? 0
  while (at < block.length) {
    const character = block.charAt(at)
    if (character === '\\') at += 2
    else if (character === '`') {
      const run = runAt(block, at)
      at = codeEnd(block, at + run, run) ?? block.length
    } else if (character === ']' && block.charAt(at + 1) === '(') {
      const end = block.indexOf(')', at)
      at = end === -1 ? block.length : end
    } else if (character === '*') {
      const length = runAt(block, at)
      readRun(block, at, length, openers)
      at += length
    } else at += 1
  }
  return openers
}

function readRun(block: string, at: number, length: number, openers: Opener[]): void {
  const before = block.charAt(at - 1)
  const after = block.charAt(at + length)
  const opens = !blank.test(after) && (!sign.test(after) || blank.test(before) || sign.test(before))
  const closes = !blank.test(before) && (!sign.test(before) || blank.test(after) || sign.test(after))
  const left = closes ? length - takenFrom(openers, length) : length
  if (left > 0 && opens) {
    openers.push({ at: at + length - left, length: left, isInWord: asciiWord.test(before) && asciiWord.test(after) })
  }
}

/** Ends what stands open with as many stars; returns how many were of use. */
function takenFrom(openers: Opener[], stars: number): number {
  let left = stars
  for (let last = openers.at(-1); left > 0 && last; last = openers.at(-1)) {
    const taken = Math.min(left, last.length)
    left -= taken
    if (taken === last.length) openers.pop()
    else last.length -= taken
  }
  return stars - left
}

function runAt(text: string, at: number): number {
  let end = at
  while (text.charAt(end) === text.charAt(at)) end += 1
  return end - at
}

function codeEnd(text: string, from: number, length: number): number | undefined {
  for (let at = text.indexOf('`', from); at !== -1; at = text.indexOf('`', at)) {
    const run = runAt(text, at)
    at += run
    if (run === length) return at
  }
  return undefined
}
