/** Beyond this a markdown table is longer than the file and no easier to read. */
const mostRows = 500
const mostColumns = 30

/**
 * Comma or tab separated values as a markdown table; null when there are too many, or when they make no table. Excel
 * writes semicolons where the comma is the decimal sign.
 */
export function delimitedTable(text: string, delimiter: ',' | '\t'): string | null {
  const firstLine = text.slice(0, text.search(/[\r\n]|$/))
  const semicolons = delimiter === ',' && firstLine.split(';').length > firstLine.split(',').length
  const rows = parseRows(text, semicolons ? ';' : delimiter)
  const columns = rows?.[0]?.length ?? 0
  if (!rows || rows.length < 2 || columns < 2 || columns > mostColumns) return null
  if (rows.some(({ length }) => length > columns)) return null
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: columns }, (_cell, index) => writtenCell(cells[index] ?? '')).join(' | ')} |`
  const [header = [], ...body] = rows
  return [line(header), `|${' --- |'.repeat(columns)}`, ...body.map(line)].join('\n')
}

function writtenCell(cell: string): string {
  return cell.trim().replaceAll('|', '\\|').replace(/\r?\n/g, '<br>')
}

/** Null when there are more rows than a table should have, or a quotation mark that never ends. */
function parseRows(text: string, delimiter: string): string[][] | null {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endRow = () => {
    row.push(cell)
    if (row.length > 1 || cell.trim() !== '') rows.push(row)
    row = []
    cell = ''
  }
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (quoted) {
      if (character !== '"') cell += character
      else if (text.charAt(at + 1) === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === delimiter) {
      row.push(cell)
      cell = ''
    } else if (character === '\n') endRow()
    else if (character !== '\r' || text.charAt(at + 1) !== '\n') cell += character
    if (rows.length > mostRows) return null
  }
  endRow()
  return quoted || rows.length > mostRows ? null : rows
}
