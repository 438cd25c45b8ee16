import type { ChatMessage, ChatParameters, ChatRequest } from '../../chat/request'
import { asObject, type JsonObject } from '../json'
import type { Places } from '../notes'
import { generationOf, type Generation } from './generations'

const mostStopSequences = 5

/** The body of `:streamGenerateContent` and `:generateContent`: the same for both, the model and the form are in the path. */
export function contentBody(request: ChatRequest): JsonObject {
  const { parameters } = request
  const generation = generationOf(request.model)
  const system = request.system?.trim() ? [{ text: request.system }] : []
  const contents = request.messages.map(contentOf).filter(({ parts }) => parts.length > 0)
  const [first] = contents
  if (first && !generation.systemInstruction) first.parts.unshift(...system)
  const { generationConfig: extraConfig, ...extraBody } = parameters.extraBody ?? {}
  const generationConfig = { ...configOf(parameters, generation), ...asObject(extraConfig) }
  return {
    ...extraBody,
    ...(generation.systemInstruction && system.length > 0 ? { systemInstruction: { parts: system } } : {}),
    contents,
    ...(Object.keys(generationConfig).length > 0 ? { generationConfig } : {}),
  }
}

export function contentPlaces({ parameters: { reasoning } }: ChatRequest): Places {
  return {
    temperature: 'generationConfig.temperature',
    topP: 'generationConfig.topP',
    maxOutputTokens: 'generationConfig.maxOutputTokens',
    stop: 'generationConfig.stopSequences',
    reasoning: (body) => {
      const config = asObject(asObject(body.generationConfig)?.thinkingConfig)
      if (reasoning !== 'off') return config && reasoning
      return config === undefined || config.thinkingBudget === 0 ? 'off' : 'least'
    },
  }
}

/** The same without any wish about thinking; undefined when there was none. */
export function withoutThinking(body: JsonObject): JsonObject | undefined {
  const { thinkingConfig, ...generationConfig } = asObject(body.generationConfig) ?? {}
  return thinkingConfig === undefined ? undefined : { ...body, generationConfig }
}

function configOf(parameters: ChatParameters, generation: Generation): JsonObject {
  const { temperature, topP, maxOutputTokens, reasoning } = parameters
  const stop = parameters.stop?.filter((sequence) => sequence !== '').slice(0, mostStopSequences) ?? []
  const thinkingConfig = reasoning && generation.thinking?.[reasoning]
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens: Math.round(maxOutputTokens) }),
    ...(stop.length > 0 ? { stopSequences: stop } : {}),
    ...(thinkingConfig ? { thinkingConfig } : {}),
  }
}

/** Empty texts are refused. */
function contentOf({ role, parts }: ChatMessage): { role: string; parts: JsonObject[] } {
  return {
    role: role === 'assistant' ? 'model' : 'user',
    parts: parts.flatMap((part): JsonObject[] => {
      if (part.type === 'image') return [{ inlineData: { mimeType: part.mediaType, data: part.data } }]
      return part.text === '' ? [] : [{ text: part.text }]
    }),
  }
}
