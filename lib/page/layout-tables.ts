/** A cell with more text than this, in blocks, is a column of a page rather than a value. In characters. */
const longestCell = 500
const parts = 'table, tbody, thead, tfoot, tr, td, th'

/** Tables that only arrange a page, as pages were made once and mails still are, become plain boxes. */
export function unwrapLayoutTables(body: HTMLElement): void {
  for (const table of [...body.querySelectorAll('table')].filter(arranges)) {
    for (const part of [...table.querySelectorAll(parts), table]) {
      if (part === table || part.closest('table') === table) unwrap(part)
    }
  }
}

function arranges(table: Element): boolean {
  if (table.querySelector(':scope > caption, :scope > thead')) return false
  if (table.querySelector(':scope > * > tr > th')) return holdsTables(table)
  if (isOneColumn(table)) return true
  if (/^(presentation|none)$/.test(table.getAttribute('role') ?? '') || table.querySelector('table')) return true
  return [...table.querySelectorAll('td')].some(
    (cell) =>
      cell.textContent.length > longestCell &&
      cell.querySelector('p, h1, h2, h3, h4, ul, ol, div, blockquote, br + br'),
  )
}

/** Most of its words stand in tables inside it. */
function holdsTables(table: Element): boolean {
  const inner = [...table.querySelectorAll('table')].filter((other) => other.parentElement?.closest('table') === table)
  const words = inner.reduce((sum, other) => sum + other.textContent.length, 0)
  return words > table.textContent.length / 2
}

/** One filled cell in each row, with more in it than a value. */
function isOneColumn(table: Element): boolean {
  const rows = [...table.querySelectorAll('tr')].filter((row) => row.closest('table') === table)
  const isSingle = (row: Element) => [...row.children].filter((cell) => /\S/.test(cell.textContent)).length <= 1
  return rows.length > 0 && rows.every(isSingle) && (rows.length === 1 || table.textContent.length > longestCell / 2)
}

function unwrap(part: Element): void {
  const box = part.ownerDocument.createElement('div')
  for (const name of ['id', 'class']) {
    const value = part.getAttribute(name)
    if (value !== null) box.setAttribute(name, value)
  }
  while (part.firstChild) box.append(part.firstChild)
  part.replaceWith(box)
}
