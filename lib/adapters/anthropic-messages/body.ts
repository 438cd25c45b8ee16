import type { ChatMessage, ChatPart, ChatRequest } from '../../chat/request'
import type { ChatDialect } from '../../chat/wire'
import { asCount, asObject, type JsonObject } from '../json'
import type { Places } from '../notes'
import { generationOf } from './generations'

/** The wire wants a limit where the reader set none. Thinking counts against it. */
const usualTokens = 16_000

/** The body of `POST /v1/messages`. */
export function messagesBody(request: ChatRequest, dialect: ChatDialect, streaming: boolean): JsonObject {
  const { parameters, model, system = '' } = request
  const generation = generationOf(model)
  const thinking = parameters.reasoning && generation.thinking?.[parameters.reasoning]
  const thinks = thinking !== undefined && parameters.reasoning !== 'off'
  const tokens = (parameters.maxOutputTokens ?? usualTokens) + (thinking?.tokens ?? 0)
  // A sequence of nothing but blanks is refused.
  const stop = parameters.stop?.filter((sequence) => sequence.trim() !== '') ?? []
  return {
    max_tokens: Math.min(Math.max(1, Math.round(tokens)), generation.mostTokens ?? Infinity),
    ...(thinks ? {} : samplingOf(request, dialect)),
    ...(stop.length > 0 ? { stop_sequences: stop } : {}),
    ...thinking?.body,
    ...parameters.extraBody,
    model,
    stream: streaming,
    ...(system.trim() === '' ? {} : { system }),
    messages: messagesOf(request.messages),
  }
}

export function messagesPlaces({ parameters: { reasoning } }: ChatRequest): Places {
  const budget = (body: JsonObject): number => asCount(asObject(body.thinking)?.budget_tokens) ?? 0
  return {
    temperature: 'temperature',
    topP: 'top_p',
    maxOutputTokens: 'max_tokens',
    stop: 'stop_sequences',
    // Those that can do without do so unless they are told to think.
    reasoning: ({ thinking }) => (reasoning === 'off' || thinking !== undefined ? reasoning : undefined),
    thinkingTokens: budget,
  }
}

/** Temperature goes from 0 to 1, and newer models take it or `top_p` but not both. */
function samplingOf({ model, parameters }: ChatRequest, { fixedSamplingModels }: ChatDialect): JsonObject {
  if (fixedSamplingModels !== undefined && new RegExp(fixedSamplingModels).test(model)) return {}
  const { temperature, topP } = parameters
  if (temperature !== undefined) return { temperature: Math.min(1, temperature) }
  return topP === undefined ? {} : { top_p: topP }
}

/** Without what is refused: empty texts, messages of nothing, blanks behind an answer that is to be continued. */
function messagesOf(messages: readonly ChatMessage[]): JsonObject[] {
  const last = messages.at(-1)
  return messages.flatMap((message) => {
    const continued = message === last && message.role === 'assistant'
    const content = message.parts.filter(saysSomething).map((part) => contentOf(part, continued))
    return content.length > 0 ? [{ role: message.role, content }] : []
  })
}

function saysSomething(part: ChatPart): boolean {
  return part.type === 'image' || part.text.trim() !== ''
}

function contentOf(part: ChatPart, continued: boolean): JsonObject {
  if (part.type === 'text') return { type: 'text', text: continued ? part.text.trimEnd() : part.text }
  return { type: 'image', source: { type: 'base64', media_type: part.mediaType, data: part.data } }
}
