const fenceLine = /^ {0,3}(`{3,}|~{3,})\s*(.*)$/
const listItem = /^\s*([-*+]|\d+[.)])\s/
const heading = /^#{1,6}\s/
const tableRow = /^\s*\|.*\|\s*$/
const sentenceEnd = /[.!?…:][)\]"'”’»*_]*$/
const clauseEnd = /[,;]$/

/** The line that opened the code block in which a text ends; undefined when it ends in none, or in one without a language. */
export function openFence(text: string): string | undefined {
  const open = openBlock(text)
  return open && open.info !== '' ? open.line : undefined
}

function openBlock(text: string): { line: string; marks: string; info: string } | undefined {
  let open: { line: string; marks: string; info: string } | undefined
  for (const line of text.split('\n')) {
    const [, marks = '', info = ''] = fenceLine.exec(line) ?? []
    if (marks === '') continue
    if (!open) open = { line: line.trim(), marks, info: info.trim() }
    else if (info.trim() === '' && marks.startsWith(open.marks)) open = undefined
  }
  return open
}

/**
 * What a model left out between the end of its answer and what it goes on with: whoever begins a message anew begins it
 * without a blank. Nothing where in doubt, since half a word may have been kept.
 */
export function gapBetween(kept: string, next: string): string {
  if (kept === '' || next === '' || /^\s/.test(next) || openBlock(kept)) return ''
  const line = kept.slice(kept.lastIndexOf('\n') + 1)
  const [nextLine = ''] = next.split('\n', 1)
  if (heading.test(next) || fenceLine.test(nextLine)) return '\n\n'
  if (listItem.test(next) && listItem.test(line)) return '\n'
  if (next.startsWith('|') && tableRow.test(line)) return '\n'
  if (sentenceEnd.test(kept) && /^["“«(*_]?\p{Lu}/u.test(next)) return ' '
  return clauseEnd.test(kept) && /^\p{L}/u.test(next) ? ' ' : ''
}
