import { cpus, totalmem } from 'node:os'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { project } from './project.ts'

/** What the tries of one fault came to. */
export type FaultFigures = {
  /** Its number in the list of faults. */
  fault: string
  name: string
  tries: number
  /** Tries that lost more than a second of text, or anything else. */
  lost: number
  /** Tries after which something was there twice, or was asked twice. */
  doubled: number
  /** How old the oldest lost text was, in milliseconds. */
  worstLossMs?: number
  /** Milliseconds until the reader saw how it stands. */
  worstDelayMs?: number
  note?: string
  /** The day, as in 2026-01-31. */
  date: string
}

const folder = `${project}test-results/soak/`
const report = `${project}test-results/reliability.md`
const document = `${project}docs/reliability.md`
const [begin, end] = ['<!-- figures -->', '<!-- /figures -->']

/** Writes what the soak's tests have counted into a table of its own and into the document's. */
export async function writeReliability(): Promise<void> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'))
  const figures = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(`${folder}${name}`, 'utf8')) as FaultFigures),
  )
  if (figures.length === 0) return
  const measured = figuresTable(figures)
  await mkdir(`${project}test-results`, { recursive: true })
  await writeFile(report, `# What the soak counted\n\n${measured}`)
  const text = await readFile(document, 'utf8')
  await writeFile(document, withFigures(text, measured))
}

/** The document with its figures replaced; what stands around them stays. */
export function withFigures(text: string, measured: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`docs/reliability.md has no place for figures: ${begin} … ${end}`)
  return `${text.slice(0, from + begin.length)}\n\n${measured}\n${text.slice(to)}`
}

export function figuresTable(figures: readonly FaultFigures[]): string {
  const rows = figures
    .toSorted((one, other) => Number(one.fault.slice(1)) - Number(other.fault.slice(1)))
    .map(({ fault, name, tries, lost, doubled, worstLossMs, worstDelayMs, note, date }) => [
      fault,
      note === undefined ? name : `${name} (${note})`,
      String(tries),
      String(lost),
      String(doubled),
      milliseconds(worstLossMs),
      milliseconds(worstDelayMs),
      date,
    ])
  const heads = ['', 'fault', 'tries', 'lost', 'doubled', 'oldest lost text', 'worst delay', 'date']
  // Padded as the formatter does it, so that a report leaves the tree as it should be.
  const widths = heads.map((head, column) =>
    Math.max(3, ...[heads, ...rows].map((row) => (row[column] ?? head).length)),
  )
  const isNumber = (column: number): boolean => column > 1 && column < 7
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => pad(cell, widths[column] ?? 0, isNumber(column))).join(' | ')} |`
  const rule = widths.map((width, column) => (isNumber(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)))
  return `${[line(heads), line(rule), ...rows.map(line)].join('\n')}\n\n${machine()}\n`
}

function pad(text: string, width: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - text.length))
  return right ? blanks + text : text + blanks
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? '' : `${value.toLocaleString('en')} ms`
}

/** The machine in words, and nothing that tells whose it is. */
function machine(): string {
  const gibibytes = Math.round(totalmem() / 1024 ** 3)
  return `Measured on ${process.platform} with ${cpus().length} cores and ${gibibytes} GiB of memory.`
}
