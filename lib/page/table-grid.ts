/** A table that claims a million rows or columns would be written out. */
const largestSpan = 100

/**
 * Makes every row of a table as wide as the table: markdown knows no cell that spans. What a cell covers beyond its
 * place is empty. Markdown has one row of heads too; those below it become rows like others.
 */
export function layOutGrid(table: Element): void {
  // How many more rows are covered from above, column by column.
  const covered: number[] = []
  for (const row of table.querySelectorAll('tr')) {
    const cells = [...row.children]
    let column = 0
    const fillCovered = (before: Element | null) => {
      while ((covered[column] ?? 0) > 0) {
        covered[column] = (covered[column] ?? 0) - 1
        row.insertBefore(blank(row), before)
        column += 1
      }
    }
    for (const cell of cells) {
      fillCovered(cell)
      const [wide, high] = [spanOf(cell, 'colspan'), spanOf(cell, 'rowspan')]
      for (let place = 0; place < wide; place += 1) {
        covered[column] = high - 1
        if (place > 0) row.insertBefore(blank(cell), cell.nextSibling)
        column += 1
      }
    }
    fillCovered(null)
  }
  for (const row of [...table.querySelectorAll('thead tr')].slice(1).toReversed()) row.closest('thead')?.after(row)
}

function spanOf(cell: Element, name: 'colspan' | 'rowspan'): number {
  const span = Math.trunc(Number(cell.getAttribute(name) ?? 1))
  cell.removeAttribute(name)
  return Number.isFinite(span) ? Math.min(Math.max(span, 1), largestSpan) : 1
}

const blank = (like: Element): Element => like.ownerDocument.createElement(like.localName === 'th' ? 'th' : 'td')
