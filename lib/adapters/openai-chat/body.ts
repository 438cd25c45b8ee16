import type { ChatMessage, ChatParameters, ChatRequest } from '../../chat/request'
import type { ChatDialect } from '../../chat/wire'
import { asObject, type JsonObject } from '../json'
import type { Places } from '../notes'

/** The body of `POST /chat/completions`: what the request asks for, in the words of the dialect, and nothing else. */
export function chatBody(request: ChatRequest, dialect: ChatDialect, streaming: boolean): JsonObject {
  const { parameters } = request
  const reasons = isReasoningModel(request.model, dialect)
  return {
    ...dialect.body,
    ...(parameters.maxOutputTokens === undefined
      ? {}
      : { [dialect.maxTokensField]: Math.round(parameters.maxOutputTokens) }),
    ...(reasons ? {} : { ...samplingOf(parameters), ...stopOf(request, dialect) }),
    ...reasoningOf(parameters, dialect),
    ...(streaming && dialect.usageOption ? { stream_options: { include_usage: true } } : {}),
    ...parameters.extraBody,
    model: request.model,
    stream: streaming,
    messages: [
      ...(request.system ? [{ role: reasons ? 'developer' : 'system', content: request.system }] : []),
      ...marked(request.messages.map(messageOf), dialect),
    ],
  }
}

export function chatPlaces({ maxTokensField }: ChatDialect): Places {
  return {
    temperature: 'temperature',
    topP: 'top_p',
    maxOutputTokens: maxTokensField,
    stop: 'stop',
    reasoning: (body) => {
      if (asObject(body.thinking)?.type === 'disabled') return 'off'
      return wishOf(body.reasoning_effort ?? asObject(body.reasoning)?.effort)
    },
  }
}

/** An effort of the wire in our words. */
export function wishOf(effort: unknown): ChatParameters['reasoning'] {
  if (effort === 'none') return 'off'
  return effort === 'low' || effort === 'medium' || effort === 'high' ? effort : undefined
}

/** Whether a model is one of those that think before everything they say. */
export function isReasoningModel(model: string, { reasoningModels }: ChatDialect): boolean {
  return reasoningModels !== undefined && new RegExp(reasoningModels).test(model)
}

function samplingOf({ temperature, topP }: ChatParameters): JsonObject {
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
  }
}

function stopOf({ model, parameters }: ChatRequest, dialect: ChatDialect): JsonObject {
  const { stopRefusingModels, maxStopSequences } = dialect
  if (stopRefusingModels !== undefined && new RegExp(stopRefusingModels).test(model)) return {}
  const stop = parameters.stop?.filter((sequence) => sequence !== '').slice(0, maxStopSequences) ?? []
  return stop.length > 0 ? { stop } : {}
}

function reasoningOf({ reasoning }: ChatParameters, dialect: ChatDialect): JsonObject {
  if (reasoning === undefined) return {}
  const effort = reasoning === 'off' ? 'none' : reasoning
  const wishes: Record<ChatDialect['reasoningParameter'], JsonObject> = {
    reasoning_effort: { reasoning_effort: effort },
    reasoning: { reasoning: { effort } },
    thinking:
      reasoning === 'off'
        ? { thinking: { type: 'disabled' } }
        : // There is nothing between low and high.
          { thinking: { type: 'enabled' }, reasoning_effort: reasoning === 'medium' ? 'high' : reasoning },
    none: {},
  }
  return wishes[dialect.reasoningParameter]
}

/** A last message of the assistant's is one that is to be gone on with. */
function marked(messages: JsonObject[], { goesOnFrom }: ChatDialect): JsonObject[] {
  const last = messages.at(-1)
  if (goesOnFrom !== 'marked-message' || last?.role !== 'assistant') return messages
  return [...messages.slice(0, -1), { ...last, prefix: true }]
}

function messageOf(message: ChatMessage): JsonObject {
  const texts = message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  // A plain string is what every server takes; an array of parts only those that see.
  if (texts.length === message.parts.length) return { role: message.role, content: texts.join('\n\n') }
  return {
    role: message.role,
    content: message.parts.map((part) =>
      part.type === 'text'
        ? { type: 'text', text: part.text }
        : { type: 'image_url', image_url: { url: `data:${part.mediaType};base64,${part.data}` } },
    ),
  }
}
