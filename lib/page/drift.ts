import { diffArrays, diffWordsWithSpace } from 'diff'

export type ChangedLine = {
  kind: 'same' | 'gone' | 'new'
  text: string
  /** The line in pieces, where it is another form of a line and not a line of its own. */
  pieces?: LinePiece[]
}

/** `changed`: it is not in the other form of the line. */
type LinePiece = { text: string; changed: boolean }

/** Lines that changed, with one line around them. `heading`: what they stand under; empty above the first heading. */
export type Change = { heading: string; lines: ChangedLine[] }

/** Characters of two lines together, above which they are not compared word by word. */
const longestCompared = 8_000
/** Beyond this a comparison line by line is given up for a coarser one: nobody waits longer for it. */
const patienceMs = 1_000

/** What changed from one text to the other, in the order of the page. */
export function changesBetween(earlier: string, now: string): Change[] {
  const lines = compare(linesOf(earlier), linesOf(now))
  const changes: Change[] = []
  let heading = ''
  let open: Change | undefined
  /** Unchanged lines since the last changed one. */
  let between: ChangedLine[] = []
  for (const line of lines) {
    if (line.kind === 'same') {
      between.push(line)
    } else {
      if (!open || between.length > 2) {
        open?.lines.push(...proseOf(between.slice(0, 1)))
        for (const { text } of between) heading = headingIn(text) ?? heading
        open = { heading, lines: proseOf(between.slice(-1)) }
        changes.push(open)
      } else open.lines.push(...between)
      between = []
      open.lines.push(line)
    }
    if (line.kind === 'new') heading = headingIn(line.text) ?? heading
  }
  open?.lines.push(...proseOf(between.slice(0, 1)))
  return changes.map(({ lines: changed, ...rest }) => ({ ...rest, lines: withPieces(changed) }))
}

/** As many lines that are gone as lines that are new behind them are, one by one, two forms of the same. */
function withPieces(lines: readonly ChangedLine[]): ChangedLine[] {
  const result = [...lines]
  for (let start = 0; start < lines.length; start += 1) {
    const gone = runLength(lines, start, 'gone')
    if (gone === 0 || runLength(lines, start + gone, 'new') !== gone) continue
    for (let at = start; at < start + gone; at += 1) {
      const [one, other] = [lines[at], lines[at + gone]]
      const forms = one && other && formsOf(one.text, other.text)
      if (!forms) continue
      result[at] = { ...one, pieces: forms.gone }
      result[at + gone] = { ...other, pieces: forms.new }
    }
    start += 2 * gone - 1
  }
  return result
}

function runLength(lines: readonly ChangedLine[], from: number, kind: ChangedLine['kind']): number {
  const end = lines.findIndex((line, at) => at >= from && line.kind !== kind)
  return (end === -1 ? lines.length : end) - from
}

/** Undefined where two lines have too little in common to be one. */
function formsOf(gone: string, now: string): { gone: LinePiece[]; new: LinePiece[] } | undefined {
  if (gone.length + now.length > longestCompared) return undefined
  const parts = diffWordsWithSpace(gone, now)
  const common = parts
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { value }) => sum + value.length, 0)
  if (common * 2 < Math.min(gone.length, now.length)) return undefined
  const side = (left: 'added' | 'removed') =>
    parts.filter((part) => !part[left]).map(({ value, added, removed }) => ({ text: value, changed: added || removed }))
  return { gone: side('added'), new: side('removed') }
}

/** The changes as a text for a model. `readAt`: milliseconds since the epoch, when the page said the earlier. */
export function changesText(changes: readonly Change[], title: string, readAt: number): string {
  const marks = { same: '  ', gone: '- ', new: '+ ' }
  const intro =
    `What has changed on the page “${title}” since ${new Date(readAt).toISOString()}. ` +
    'Lines that begin with - are gone, lines that begin with + are new; the others stand around them.'
  const parts = changes.map(({ heading, lines }) =>
    [...(heading === '' ? [] : [`Under “${heading}”:`]), ...lines.map(({ kind, text }) => marks[kind] + text)].join(
      '\n',
    ),
  )
  return [intro, ...parts].join('\n\n')
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
}

function compare(earlier: string[], now: string[]): ChangedLine[] {
  const parts = diffArrays(earlier, now, { timeout: patienceMs })
  if (!parts) return compareCoarsely(earlier, now)
  return parts.flatMap(({ added, removed, value }) =>
    value.map((text) => ({ kind: added ? 'new' : removed ? 'gone' : 'same', text }) as const),
  )
}

/** Without regard to order: which lines are gone, then the new text with what is new in it. */
function compareCoarsely(earlier: string[], now: string[]): ChangedLine[] {
  const [before, after] = [new Set(earlier), new Set(now)]
  return [
    ...earlier.filter((text) => !after.has(text)).map((text) => ({ kind: 'gone', text }) as const),
    ...now.map((text) => ({ kind: before.has(text) ? 'same' : 'new', text }) as const),
  ]
}

/** Where a change stands is said by its own heading; the next one says nothing of it. */
function proseOf(lines: readonly ChangedLine[]): ChangedLine[] {
  return lines.filter(({ text }) => headingIn(text) === undefined)
}

function headingIn(line: string): string | undefined {
  return /^#{1,6}\s+(\S.*)$/.exec(line)?.[1]
}
