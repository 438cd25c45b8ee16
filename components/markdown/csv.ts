/** A table as RFC 4180 has it: rows end with CRLF, and a quotation mark in a cell is doubled. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(cell).join(',') + '\r\n').join('')
}

function cell(text: string): string {
  const plain = text.replace(/\r\n?/g, '\n').trim()
  // A spreadsheet would run what begins like a formula, and the words are a model's. Numbers stay numbers.
  const safe = /^[=+\-@\t]/.test(plain) && !isNumber(plain) ? `'${plain}` : plain
  return /[",\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function isNumber(text: string): boolean {
  return /^[+-]?[\d.,\u00a0\u202f ]*\d[\d.,]*\s?[%‰€$£¥]?$/.test(text) || /^[-–—]$/.test(text)
}
