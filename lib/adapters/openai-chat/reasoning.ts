import { asArray, asObject, asText, type JsonObject } from '../json'

type Source = { name: string; read: (message: JsonObject, thinking: string) => string }

const sources: readonly Source[] = [
  { name: 'reasoning_content', read: (message) => asText(message.reasoning_content) ?? '' },
  { name: 'reasoning', read: (message) => asText(message.reasoning) ?? '' },
  { name: 'reasoning_details', read: (message) => detailsOf(message.reasoning_details) },
  { name: 'thinking_blocks', read: (message) => detailsOf(message.thinking_blocks) },
  { name: 'content', read: (_, thinking) => thinking },
]

/** The same thinking often comes under two names at once: the first name that says something is kept to. */
export class ReasoningReader {
  #source: Source | undefined

  take(message: JsonObject, thinking: string): string {
    this.#source ??= sources.find((source) => source.read(message, thinking) !== '')
    return this.#source?.read(message, thinking) ?? ''
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
