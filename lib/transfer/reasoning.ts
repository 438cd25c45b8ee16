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
  // Each kind is looked for once from each place: a text of a million blocks of one kind has none of another, all through.
  const upcoming = blocks.map((block) => blockIn(text, 0, block))
  for (;;) {
    const [next] = upcoming.filter((one) => one !== undefined).sort((one, other) => one.start - other.start)
    if (!next) break
    parts.push({ type: 'text', text: text.slice(at, next.start).trim() })
    if (next.type !== undefined) parts.push({ type: next.type, text: next.body })
    at = next.end
    for (const [index, block] of blocks.entries()) {
      if ((upcoming[index]?.start ?? at) < at) upcoming[index] = blockIn(text, at, block)
    }
  }
  parts.push({ type: 'text', text: at === 0 ? text : text.slice(at).trim() })
  return parts.filter((part) => part.text !== '')
}

type Block = {
  open: string
  close: string
  /** What becomes of what is inside; undefined where it is not said to the reader. */
  type: MessagePart['type'] | undefined
}

const blocks: Block[] = [
  { open: '<think>', close: '</think>', type: 'reasoning' },
  { open: '<details type="reasoning"', close: '</details>', type: 'reasoning' },
  { open: '<details type="code_interpreter"', close: '</details>', type: 'text' },
  { open: '<details type="tool_calls"', close: '</details>', type: undefined },
]

function blockIn(text: string, from: number, { open, close, type }: Block) {
  const start = text.indexOf(open, from)
  const closeAt = start < 0 ? -1 : text.indexOf(close, start + open.length)
  if (start < 0 || closeAt < 0) return undefined
  const inside = text.slice(start + open.length, closeAt)
  return { start, end: closeAt + close.length, type, body: close === '</details>' ? unfolded(inside) : inside.trim() }
}

/** What is in the element: behind its attributes and its summary, without the marks of a quotation. */
function unfolded(inner: string): string {
  const summary = inner.indexOf('</summary>')
  const body = inner.slice(summary >= 0 ? summary + '</summary>'.length : inner.indexOf('>') + 1)
  const plain = body.replace(/&(?:lt|gt|quot|#x27|#39|nbsp|amp);/g, (entity) => entities[entity] ?? entity)
  return plain.trim().replace(/^> ?/gm, '')
}
