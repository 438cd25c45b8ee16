/** A shop's protocol. One adapter speaks one wire. */
export type Wire = 'reader' | 'ollama' | 'openai-chat' | 'openai-responses' | 'anthropic-messages' | 'gemini'

/**
 * How one shop differs from another on the same wire, most of all on `openai-chat`. Data on the row: an adapter never
 * asks for a shop's name. Absent fields take `defaultDialect`.
 */
export type ChatDialect = {
  /** The header that carries the key, and what stands before the key in it. */
  keyHeader: { name: string; prefix: string }
  /** Reasoning models refuse the old field, old servers do not know the new one. */
  maxTokensField: 'max_tokens' | 'max_completion_tokens'
  /** Ask for the usage chunk with `stream_options.include_usage`. */
  usageOption: boolean
  /** How the wish for more or less thinking is put. */
  reasoningParameter: 'reasoning_effort' | 'reasoning' | 'thinking' | 'none'
  /** Completion tokens do not include reasoning tokens: add them. */
  reasoningOutsideOutput: boolean
  /** Split an inline `<think>…</think>` at the start of the answer out of the text. */
  splitThinkTags: boolean
  /** Models (a regular expression on the id) that think, refuse sampling parameters and `stop`, and call the system role `developer`. */
  reasoningModels?: string
  /** Most stop sequences the shop takes. */
  maxStopSequences: number
  /** Models (a regular expression on the id) that refuse `stop`: the sequences are then kept to where the answer is read. */
  stopRefusingModels?: string
  /** Highest temperature the shop takes; the lowest is 0 everywhere. */
  maxTemperature: number
  /** Models (a regular expression on the id) that sample as they like and take neither temperature nor top-p. */
  fixedSamplingModels?: string
  /** Body fields that are always sent. */
  body: Record<string, unknown>
  /**
   * How a broken-off answer is gone on with: from the conversation's last message, as it stands or marked with
   * `prefix: true`, or by asking for it in words, which every model understands.
   */
  goesOnFrom: 'last-message' | 'marked-message' | 'words'
  /** Models (a regular expression on the id) that go on from a last message; absent: all. */
  goingOnModels?: string
  /** Path of the model list, relative to the base URL. */
  modelsPath: string
  /** Models (a regular expression on the id) that do not chat and are left out of the list. */
  hiddenModels?: string
}

export const defaultDialect: ChatDialect = {
  keyHeader: { name: 'authorization', prefix: 'Bearer ' },
  maxTokensField: 'max_tokens',
  usageOption: true,
  reasoningParameter: 'none',
  reasoningOutsideOutput: false,
  splitThinkTags: true,
  maxStopSequences: 4,
  maxTemperature: 2,
  body: {},
  goesOnFrom: 'words',
  modelsPath: '/models',
}
