/** How highlighters name the column that numbers the lines of code. */
const gutter =
  /(^|[\s_-])(linenos?|lineno(div)?|line-?numbers?(-rows)?|linenumber|ln-num(bers?)?|gutter|blob-num|ln-numbers)(?=[\s_-]|$)/i
const digits = /^[\s\d.|:]*$/
const code = 'pre, code'

/** Takes the numbers of lines out of code, and the tables away that put them beside it. */
export function removeGutters(body: HTMLElement): void {
  for (const box of body.querySelectorAll('td, th, pre, code, div, span, a, i, em')) {
    if (isGutter(box)) box.remove()
  }
  for (const table of body.querySelectorAll('table')) {
    if (table.closest('pre') || isCodeByLines(table)) asCode(table)
    else unwrapSingleCode(table)
  }
}

function isGutter(box: Element): boolean {
  const text = box.textContent
  if (!digits.test(text)) return false
  const named = gutter.test(box.getAttribute('class') ?? '')
  // Without a name, it takes a column of numbers that counts up, right beside code.
  if (named) return box.closest(code) !== null || isBesideCode(box)
  return /^(td|pre|div)$/.test(box.localName) && counts(text) && isBesideCode(box)
}

function isBesideCode(box: Element): boolean {
  const row = box.closest('tr, figure, div.highlight') ?? box.parentElement
  return row !== null && [...row.querySelectorAll(code)].some((other) => !box.contains(other) && !other.contains(box))
}

function counts(text: string): boolean {
  const numbers = text.trim().split(/\s+/).map(Number)
  return numbers.length > 1 && numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1)
}

/** A table with one line of code in each row. */
function isCodeByLines(table: Element): boolean {
  const rows = [...table.querySelectorAll('tr')]
  return rows.length > 0 && rows.every((row) => /(^|[\s_-])(blob-code|ln-code|code-line)/.test(lastCell(row)))
}

const lastCell = (row: Element): string => row.lastElementChild?.getAttribute('class') ?? ''

function asCode(table: Element): void {
  const document = table.ownerDocument
  const text = [...table.querySelectorAll('tr')].map((row) => row.textContent.replace(/^\n|\n$/g, '')).join('\n')
  const block = document.createElement(table.closest('pre') ? 'span' : 'pre')
  block.append(text)
  table.replaceWith(block)
}

/** What is left of a table when its numbers are gone: one block of code. */
function unwrapSingleCode(table: Element): void {
  const blocks = [...table.querySelectorAll('pre')]
  const [block] = blocks
  if (!block || blocks.length > 1) return
  const around = [...table.querySelectorAll('td, th')].filter((cell) => !cell.contains(block))
  if (around.some((cell) => cell.closest('table') === table && cell.textContent.trim().length > 100)) return
  if (table.textContent.trim().length > block.textContent.trim().length + 200) return
  const box = table.ownerDocument.createElement('div')
  box.setAttribute('class', table.getAttribute('class') ?? '')
  for (const cell of around) {
    if (cell.textContent.trim() === '') continue
    const line = table.ownerDocument.createElement('p')
    line.append(...cell.childNodes)
    box.append(line)
  }
  box.append(block)
  table.replaceWith(box)
}
