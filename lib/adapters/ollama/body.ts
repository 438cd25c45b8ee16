import type { ChatMessage, ChatRequest } from '../../chat/request'
import { promptTokens } from '../../chat/tokens'
import type { JsonObject } from '../json'
import type { Places } from '../notes'

const contextSizes = [8_192, 16_384, 32_768, 65_536, 131_072, 262_144, 524_288, 1_048_576]
/** Of a model that does not say how much it holds, no more is asked for. */
const largestUnknown = 131_072
const answerTokens = 2_048

export const chatPlaces: Places = {
  temperature: 'options.temperature',
  topP: 'options.top_p',
  maxOutputTokens: 'options.num_predict',
  stop: 'options.stop',
  reasoning: ({ think }) => {
    if (think === false) return 'off'
    return think === 'low' || think === 'medium' || think === 'high' ? think : undefined
  },
}

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
  return Math.min(size, contextWindow ?? largestUnknown)
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
