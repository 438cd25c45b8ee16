/** A gap in a line, in points, that may be the space between two columns. */
export type Gap = { from: number; to: number }

type Row = { y: number; gaps: readonly Gap[] }

/** Fewer rows with a gap in the same place are chance. */
const fewestRows = 3
/** In points: what is left of the gaps of all rows, where they lie over one another. */
const narrowest = 3
/** Rows of a table follow one another at this distance at most, in points. */
const farthest = 40

/**
 * Which gaps of each row lie between columns: those that leave the same strip empty in at least three rows in a row.
 * Columns of a table may lie so close that one row alone does not tell.
 */
export function columnGaps(rows: readonly Row[]): ReadonlySet<Gap> {
  const found = new Set<Gap>()
  for (const [index, row] of rows.entries()) {
    for (const gap of row.gaps) {
      const run = runFrom(rows, index, gap)
      if (run.length >= fewestRows) for (const each of run) found.add(each)
    }
  }
  return found
}

function runFrom(rows: readonly Row[], first: number, gap: Gap): Gap[] {
  const run = [gap]
  let { from, to } = gap
  for (let index = first + 1; index < rows.length; index += 1) {
    const [before, row] = [rows[index - 1], rows[index]]
    const step = before && row ? before.y - row.y : 0
    const over = row?.gaps.find((other) => Math.min(to, other.to) - Math.max(from, other.from) >= narrowest)
    if (!over || step <= 0 || step > farthest) break
    from = Math.max(from, over.from)
    to = Math.min(to, over.to)
    run.push(over)
  }
  return run
}
