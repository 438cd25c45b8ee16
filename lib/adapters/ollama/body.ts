import type { ChatMessage, ChatRequest } from '../../chat/request'
import type { JsonObject } from '../json'

const contextSizes = [8_192, 16_384, 32_768, 65_536, 131_072]
const answerTokens = 2_048
const imageTokens = 1_024
const dense = /[\u2E80-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\uFF00-\uFFEF]/g

/** The body of `POST /api/chat`. */
export function chatBody(request: ChatRequest, streaming: boolean): JsonObject {
  const { parameters } = request
  const stop = parameters.stop?.filter((sequence) => sequence !== '') ?? []
  const think = parameters.reasoning === 'off' ? false : parameters.reasoning
  return {
    // Without `truncate: false` Ollama cuts a long prompt and says nothing; with it, it says so.
    truncate: false,
    keep_alive: '10m',
    ...parameters.extraBody,
    model: request.model,
    stream: streaming,
    messages: [
      ...(request.system ? [{ role: 'system', content: request.system }] : []),
      ...request.messages.map(messageOf),
    ],
    ...(think === undefined ? {} : { think }),
    options: {
      num_ctx: contextSize(request),
      ...(parameters.maxOutputTokens === undefined ? {} : { num_predict: Math.round(parameters.maxOutputTokens) }),
      ...(parameters.temperature === undefined ? {} : { temperature: parameters.temperature }),
      ...(parameters.topP === undefined ? {} : { top_p: parameters.topP }),
      ...(stop.length > 0 ? { stop } : {}),
      ...extraOptions(parameters.extraBody),
    },
  }
}

/**
 * Tokens of context to load the model with: the smallest usual size that holds the prompt and an answer, since memory
 * is paid for every token, and another size than before loads the model anew.
 */
export function contextSize(request: ChatRequest): number {
  const { contextWindow, maxOutputTokens = answerTokens } = request.parameters
  const needed = promptTokens(request) + maxOutputTokens
  const size = contextSizes.find((candidate) => candidate >= needed) ?? Math.max(...contextSizes)
  return contextWindow === undefined ? size : Math.min(size, contextWindow)
}

/** A careful guess: three characters to a token, but one where a character is a word or a syllable. */
function promptTokens(request: ChatRequest): number {
  const parts = request.messages.flatMap((message) => message.parts)
  const texts = [request.system ?? '', ...parts.map((part) => (part.type === 'text' ? part.text : ''))]
  const images = parts.filter((part) => part.type === 'image').length
  let tokens = images * imageTokens
  for (const text of texts) {
    const denseCharacters = text.match(dense)?.length ?? 0
    tokens += denseCharacters + (text.length - denseCharacters) / 3
  }
  return Math.ceil(tokens)
}

function messageOf(message: ChatMessage): JsonObject {
  const texts = message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  const images = message.parts.flatMap((part) => (part.type === 'image' ? [part.data] : []))
  return { role: message.role, content: texts.join('\n\n'), ...(images.length > 0 ? { images } : {}) }
}

function extraOptions(extraBody: Record<string, unknown> | undefined): object {
  const options = extraBody?.options
  return typeof options === 'object' && options !== null ? options : {}
}
