import { layOutGrid } from './table-grid'

/** A markdown cell is one line: what is a block inside a cell becomes words with breaks between. */
export function simplifyCells(root: HTMLElement): void {
  // A part of a table that was cut out of it is no table any more.
  for (const part of root.querySelectorAll('tbody, thead, tfoot, tr, td, th, caption')) {
    if (!part.closest('table')) rewrite(part)
  }
  for (const table of root.querySelectorAll('table')) {
    if (!table.querySelector('table')) layOutGrid(table)
  }
  for (const cell of root.querySelectorAll('td, th')) {
    // A table of tables only arranges a page; its cells hold blocks, and are written as such.
    if (cell.querySelector('table')) continue
    for (const block of cell.querySelectorAll('h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, pre, hr, dl, dt, dd')) {
      rewrite(block)
    }
  }
}

function rewrite(block: Element) {
  const document = block.ownerDocument
  if (block.localName === 'hr') {
    block.remove()
    return
  }
  const isItem = block.localName === 'li'
  const simple = document.createElement(block.localName === 'pre' ? 'code' : isItem ? 'span' : 'div')
  if (isItem) simple.append('• ')
  if (isItem && block.previousElementSibling) block.before(document.createElement('br'))
  while (block.firstChild) simple.append(block.firstChild)
  block.replaceWith(simple)
}
