import type { ChatMessage, ChatParameters, ChatRequest } from '../../chat/request'
import type { ChatDialect } from '../../chat/wire'
import { asObject, type JsonObject } from '../json'
import type { Places } from '../notes'
import { isReasoningModel, wishOf } from '../openai-chat/body'

const leastTokens = 16

export const responsePlaces: Places = {
  temperature: 'temperature',
  topP: 'top_p',
  maxOutputTokens: 'max_output_tokens',
  reasoning: (body) => wishOf(asObject(body.reasoning)?.effort),
}

/** The body of `POST /responses`. It knows no stop sequences: those are kept to where the answer is read. */
export function responseBody(request: ChatRequest, dialect: ChatDialect, streaming: boolean): JsonObject {
  const { parameters } = request
  const reasons = isReasoningModel(request.model, dialect)
  return {
    ...dialect.body,
    ...(parameters.maxOutputTokens === undefined
      ? {}
      : { max_output_tokens: Math.max(leastTokens, Math.round(parameters.maxOutputTokens)) }),
    ...(reasons ? {} : samplingOf(parameters)),
    ...reasoningOf(parameters),
    // Without it every delta is padded to hide its length from who listens on the line: twice the bytes.
    ...(streaming ? { stream_options: { include_obfuscation: false } } : {}),
    ...parameters.extraBody,
    model: request.model,
    stream: streaming,
    ...(request.system ? { instructions: request.system } : {}),
    input: request.messages.map(itemOf).filter(({ content }) => content.length > 0),
  }
}

function samplingOf({ temperature, topP }: ChatParameters): JsonObject {
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
  }
}

/** What a model thinks is never sent as it is, only summed up, and that only when asked for. */
function reasoningOf({ reasoning }: ChatParameters): JsonObject {
  if (reasoning === undefined) return {}
  return { reasoning: reasoning === 'off' ? { effort: 'none' } : { effort: reasoning, summary: 'auto' } }
}

function itemOf({ role, parts }: ChatMessage): { role: string; content: JsonObject[] } {
  const type = role === 'assistant' ? 'output_text' : 'input_text'
  return {
    role,
    content: parts.flatMap((part): JsonObject[] => {
      if (part.type === 'text') return part.text === '' ? [] : [{ type, text: part.text }]
      return [{ type: 'input_image', image_url: `data:${part.mediaType};base64,${part.data}`, detail: 'auto' }]
    }),
  }
}
