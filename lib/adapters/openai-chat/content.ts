import { asArray, asObject, asText } from '../json'

type Content = {
  text: string
  thinking: string
  refusal: string
  /** There are parts that are none of these, such as a picture. */
  other: boolean
}

/** `content` is a string, nothing, or an array of parts, also within one stream. */
export function readContent(content: unknown): Content {
  const read: Content = { text: '', thinking: '', refusal: '', other: false }
  const parts = asObject(content) ? [content] : asArray(content)
  for (const value of typeof content === 'string' ? [content] : parts) {
    const part = asObject(value) ?? { type: 'text', text: value }
    if (part.type === 'text' || part.type === 'output_text' || part.type === undefined)
      read.text += asText(part.text) ?? ''
    else if (part.type === 'thinking') read.thinking += thinkingOf(part.thinking)
    else if (part.type === 'refusal') read.refusal += asText(part.refusal) ?? ''
    else read.other = true
  }
  return read
}

function thinkingOf(thinking: unknown): string {
  return (
    asText(thinking) ??
    asArray(thinking)
      .map((part) => asText(asObject(part)?.text) ?? '')
      .join('')
  )
}
