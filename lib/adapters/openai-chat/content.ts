import { asArray, asObject, asText } from '../json'

/** `content` is a string, nothing, or an array of parts, also within one stream. Other parts than these two are none. */
export function readContent(content: unknown): { text: string; thinking: string } {
  if (typeof content === 'string') return { text: content, thinking: '' }
  let text = ''
  let thinking = ''
  for (const value of asArray(content)) {
    const part = asObject(value)
    if (part?.type === 'text' || part?.type === 'output_text') text += asText(part.text) ?? ''
    if (part?.type === 'thinking') thinking += thinkingOf(part.thinking)
  }
  return { text, thinking }
}

function thinkingOf(thinking: unknown): string {
  return (
    asText(thinking) ??
    asArray(thinking)
      .map((part) => asText(asObject(part)?.text) ?? '')
      .join('')
  )
}
