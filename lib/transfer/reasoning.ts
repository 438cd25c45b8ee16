import type { MessagePart } from '../chat/message'

const entities: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
}

/**
 * An answer whose reasoning stands in its text, between two marks. Open WebUI writes it as a folded element, escaped and
 * quoted; models, and with them Page Assist, between `<think>` and `</think>`. Searched for by the marks alone, since a
 * pattern over a text that long could take for ever.
 */
export function splitReasoning(text: string): MessagePart[] {
  const parts: MessagePart[] = []
  let at = 0
  for (;;) {
    const next = nextBlock(text, at)
    if (!next) break
    parts.push({ type: 'text', text: text.slice(at, next.start).trim() }, { type: 'reasoning', text: next.body })
    at = next.end
  }
  parts.push({ type: 'text', text: at === 0 ? text : text.slice(at).trim() })
  return parts.filter((part) => part.text !== '')
}

function nextBlock(text: string, from: number): { start: number; end: number; body: string } | undefined {
  const [found] = [
    block(text, from, '<think>', '</think>'),
    block(text, from, '<details type="reasoning"', '</details>'),
  ]
    .filter((one) => one !== undefined)
    .sort((one, other) => one.start - other.start)
  if (!found) return undefined
  return { ...found, body: found.folded ? unfolded(found.body) : found.body.trim() }
}

function block(text: string, from: number, open: string, close: string) {
  const start = text.indexOf(open, from)
  const closeAt = start < 0 ? -1 : text.indexOf(close, start + open.length)
  if (start < 0 || closeAt < 0) return undefined
  return {
    start,
    end: closeAt + close.length,
    body: text.slice(start + open.length, closeAt),
    folded: close === '</details>',
  }
}

/** What is in the element: behind its attributes and its summary, without the marks of a quotation. */
function unfolded(inner: string): string {
  const summary = inner.indexOf('</summary>')
  const body = inner.slice(summary >= 0 ? summary + '</summary>'.length : inner.indexOf('>') + 1)
  const plain = body.replace(/&(?:lt|gt|quot|#x27|#39|nbsp|amp);/g, (entity) => entities[entity] ?? entity)
  return plain.trim().replace(/^> ?/gm, '')
}
