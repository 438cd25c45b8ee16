import { asArray, asObject, asText, type JsonObject } from '../json'

type Source = (message: JsonObject, thinking: string) => string

const sources: readonly Source[] = [
  (message) => asText(message.reasoning_content) ?? '',
  (message) => asText(message.reasoning) ?? '',
  (message) => asText(message.reasoning_text) ?? '',
  (message) => detailsOf(message.reasoning_details),
  (message) => detailsOf(message.thinking_blocks),
  (_, thinking) => thinking,
]

/**
 * The same thinking often comes under two names at once: the first of them counts. What comes under another name later
 * is new, unless it repeats what was just said or all of it.
 */
export class ReasoningReader {
  #source: Source | undefined
  #pieces: string[] = []
  #length = 0

  take(message: JsonObject, thinking: string): string {
    const source = sources.find((one) => one(message, thinking) !== '')
    if (!source) return ''
    const known = this.#source?.(message, thinking) ?? ''
    const text = known === '' ? source(message, thinking) : known
    if (this.#source !== undefined && known === '' && this.#repeats(text)) return ''
    this.#source ??= source
    this.#pieces.push(text)
    this.#length += text.length
    return text
  }

  #repeats(text: string): boolean {
    if (text === this.#pieces.at(-1)) return true
    return text.length === this.#length && text === this.#pieces.join('')
  }
}

function detailsOf(details: unknown): string {
  return asArray(details)
    .map((value) => {
      const detail = asObject(value)
      return asText(detail?.text) ?? asText(detail?.summary) ?? asText(detail?.thinking) ?? ''
    })
    .join('')
}
