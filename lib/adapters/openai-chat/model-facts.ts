import type { ModelInfo } from '../../chat/model-info'
import { asArray, asCount, asObject, asText, type JsonObject } from '../json'
import { modelInfo } from '../model-info'

const tokensPerPrice = 1_000_000

/** Where servers put a fact, the most telling place first: paths of fields, with dots. */
const places = {
  name: ['display_name', 'displayName', 'name'],
  // What is loaded says more than what could be.
  contextWindow: [
    'loaded_context_length',
    'meta.n_ctx',
    'context_length',
    'context_window',
    'max_context_length',
    'max_model_len',
    'max_input_tokens',
    'limits.max_context_length',
    'capabilities.limits.max_context_window_tokens',
    'metadata.context_length',
    'top_provider.context_length',
    'meta.n_ctx_train',
  ],
  maxOutputTokens: [
    'max_completion_tokens',
    'max_output_tokens',
    'top_provider.max_completion_tokens',
    'limits.max_completion_tokens',
    'capabilities.limits.max_output_tokens',
    'metadata.max_tokens',
  ],
  vision: ['capabilities.vision', 'capabilities.supports.vision', 'supports_image_input', 'supports_image_in'],
  tools: [
    'capabilities.function_calling',
    'capabilities.tools',
    'capabilities.trained_for_tool_use',
    'capabilities.supports.tool_calls',
    'supports_tools',
  ],
  thinking: ['capabilities.reasoning', 'supports_reasoning'],
  inputs: ['architecture.input_modalities', 'input_modalities'],
  outputs: ['architecture.output_modalities', 'output_modalities'],
} as const

/** Prices come in dollars for one token, in dollars for a million of them, or in ten-thousandths of these. */
const prices = [
  { input: 'pricing.prompt', output: 'pricing.completion', factor: tokensPerPrice },
  { input: 'pricing.input', output: 'pricing.output', factor: 1 },
  { input: 'metadata.pricing.input_tokens', output: 'metadata.pricing.output_tokens', factor: 1 },
  { input: 'prompt_text_token_price', output: 'completion_text_token_price', factor: 1 / 10_000 },
] as const

/** What a kind of model calls itself that does not chat. */
const otherKinds = /^(embeddings?|image|video|audio|transcribe|transcription|tts|speech|rerank|moderation|ocr)$/i

/** One row of a list; undefined without an id. */
export function readModel(entry: JsonObject): ModelInfo | undefined {
  const id = asText(entry.id) ?? asText(entry.name) ?? asText(entry.model)
  if (!id) return undefined
  const parameters = Array.isArray(entry.supported_parameters) ? entry.supported_parameters : undefined
  return modelInfo(id, {
    name: first(entry, places.name, asText),
    contextWindow: first(entry, places.contextWindow, asPositive),
    maxOutputTokens: first(entry, places.maxOutputTokens, asPositive),
    vision: includes(first(entry, places.inputs, asList), 'image') ?? first(entry, places.vision, asFlag),
    tools: includes(parameters, 'tools') ?? first(entry, places.tools, asFlag),
    thinking: includes(parameters, 'reasoning') ?? first(entry, places.thinking, asFlag),
    ...pricesOf(entry),
  })
}

/** False only where the server says that a model does something else. */
export function chats(entry: JsonObject): boolean {
  if (includes(first(entry, places.outputs, asList), 'text') === false) return false
  if (entry.active === false || entry.supports_chat === false) return false
  const capabilities = asObject(entry.capabilities)
  if (capabilities?.completion_chat === false) return false
  const kinds = [entry.type, entry.task, capabilities?.type, asObject(entry.task)?.name]
  return !kinds.some((kind) => otherKinds.test(asText(kind) ?? ''))
}

/** The first of the shapes that gives a price. */
function pricesOf(entry: JsonObject): Pick<ModelInfo, 'inputPrice' | 'outputPrice'> {
  for (const { input, output, factor } of prices) {
    const [inputPrice, outputPrice] = [dollars(valueAt(entry, input), factor), dollars(valueAt(entry, output), factor)]
    if (inputPrice === undefined && outputPrice === undefined) continue
    return {
      ...(inputPrice === undefined ? {} : { inputPrice }),
      ...(outputPrice === undefined ? {} : { outputPrice }),
    }
  }
  return {}
}

/** Some write their prices as text; a negative one means that it varies. Binary fractions add a little: not here. */
function dollars(price: unknown, factor: number): number | undefined {
  const amount = asCount(typeof price === 'string' && price.trim() !== '' ? Number(price) : price)
  return amount === undefined ? undefined : Number((amount * factor).toPrecision(12))
}

function first<Fact>(
  entry: JsonObject,
  paths: readonly string[],
  read: (value: unknown) => Fact | undefined,
): Fact | undefined {
  for (const path of paths) {
    const fact = read(valueAt(entry, path))
    if (fact !== undefined) return fact
  }
  return undefined
}

function valueAt(entry: JsonObject, path: string): unknown {
  let value: unknown = entry
  for (const field of path.split('.')) value = asObject(value)?.[field]
  return value
}

function asPositive(value: unknown): number | undefined {
  const count = asCount(value)
  return count === 0 ? undefined : count
}

function asFlag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

function asList(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? asArray(value) : undefined
}

function includes(list: unknown[] | undefined, value: string): boolean | undefined {
  return list?.includes(value)
}
