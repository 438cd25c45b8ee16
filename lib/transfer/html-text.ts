/** Text for the inside of an element or of an attribute in double quotes. */
export function escaped(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/**
 * Markdown as HTML, as far as answers commonly use it: headings, lists, quotes, code, emphasis, links. All else stays
 * text. Every character of the source is escaped before anything becomes an element, and an element is written here only.
 */
export function markdownToHtml(markdown: string): string {
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n')
  const blocks: string[] = []
  for (let at = 0; at < lines.length;) {
    const rest = blockAt(lines, at)
    if (rest.html !== '') blocks.push(rest.html)
    at = rest.next
  }
  return blocks.join('\n')
}

type Block = { html: string; next: number }

const fence = /^ {0,3}(`{3,}|~{3,})/
const heading = /^ {0,3}(#{1,6})\s+(\S.*)$/
const bullet = /^\s*(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/
const quote = /^ {0,3}> ?/
const tableRow = /^\s*\|/

function blockAt(lines: readonly string[], at: number): Block {
  const line = lines[at] ?? ''
  if (line.trim() === '') return { html: '', next: at + 1 }
  const [, mark] = fence.exec(line) ?? []
  if (mark !== undefined) return codeBlock(lines, at, mark)
  const [, signs, words = ''] = heading.exec(line) ?? []
  if (signs !== undefined) {
    // The title and the turns have the first two.
    const level = Math.min(6, signs.length + 2)
    return { html: `<h${level} dir="auto">${inline(words)}</h${level}>`, next: at + 1 }
  }
  if (bullet.test(line)) return list(lines, at)
  if (quote.test(line)) {
    const next = endOf(lines, at, (one) => quote.test(one))
    const inner = lines.slice(at, next).map((one) => one.replace(quote, ''))
    return { html: `<blockquote dir="auto">${inner.map(inline).join('<br>\n')}</blockquote>`, next }
  }
  if (tableRow.test(line)) {
    const next = endOf(lines, at, (one) => tableRow.test(one))
    return { html: `<pre dir="auto">${escaped(lines.slice(at, next).join('\n'))}</pre>`, next }
  }
  const next = endOf(lines, at, (one) => ![fence, heading, bullet, quote, tableRow].some((begin) => begin.test(one)))
  return { html: `<p dir="auto">${lines.slice(at, next).map(inline).join('<br>\n')}</p>`, next }
}

/** The first line behind `at` that does not belong to the block. */
function endOf(lines: readonly string[], at: number, belongs: (line: string) => boolean): number {
  let next = at + 1
  while (next < lines.length && (lines[next] ?? '').trim() !== '' && belongs(lines[next] ?? '')) next += 1
  return next
}

function codeBlock(lines: readonly string[], at: number, mark: string): Block {
  let end = at + 1
  while (end < lines.length && !(lines[end] ?? '').trimStart().startsWith(mark)) end += 1
  return { html: `<pre dir="ltr"><code>${escaped(lines.slice(at + 1, end).join('\n'))}</code></pre>`, next: end + 1 }
}

function list(lines: readonly string[], at: number): Block {
  const [, number] = bullet.exec(lines[at] ?? '') ?? []
  const items: string[] = []
  let next = at
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? ''
    const [whole, , words = ''] = bullet.exec(line) ?? []
    if (whole !== undefined) items.push(inline(words))
    else if (/^\s+\S/.test(line) && !fence.test(line)) items.push(`${items.pop() ?? ''}<br>\n${inline(line.trim())}`)
    else break
  }
  const tag = number === undefined ? 'ul' : 'ol'
  const start = number === undefined ? '' : ` start="${Number(number)}"`
  return { html: `<${tag}${start}>${items.map((item) => `<li dir="auto">${item}</li>`).join('\n')}</${tag}>`, next }
}

/** Code first, so that nothing in it is taken for a mark. Each part is short of the next one's beginning: linear. */
function inline(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? `<code dir="ltr">${escaped(part.slice(1, -1))}</code>` : emphasized(part)))
    .join('')
}

function emphasized(text: string): string {
  return escaped(text)
    .replace(/\*\*([^*\s](?:[^*]{0,2000}[^*\s])?)\*\*/g, '<strong>$1</strong>')
    .replace(/\[([^[\]]{1,1000})\]\((https?:\/\/[^\s()<>]{1,2000})\)/g, '<a href="$2" rel="noreferrer">$1</a>')
}
