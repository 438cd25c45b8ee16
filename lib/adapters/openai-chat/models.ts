import type { Connection } from '../../chat/connection'
import type { ModelInfo } from '../../chat/model-info'
import { requestJson } from '../http'
import { asArray, asCount, asObject, asText, type JsonObject } from '../json'
import { modelInfo } from '../model-info'
import { isMissing, lacksVersion } from '../version'

const tokensPerPrice = 1_000_000

/** The models that chat, from any of the shapes in which servers list them. */
export async function listModels(connection: Connection, signal: AbortSignal): Promise<ModelInfo[]> {
  const value = await ask(connection, signal)
  const list = asObject(value)
  const entries = Array.isArray(value) ? value : asArray(list?.data ?? list?.models)
  const hidden = connection.dialect.hiddenModels === undefined ? undefined : new RegExp(connection.dialect.hiddenModels)
  const seen = new Set<string>()
  const models: ModelInfo[] = []
  for (const item of entries) {
    const entry: JsonObject = asObject(item) ?? { id: item }
    const model = readModel(entry)
    if (!model || seen.has(model.id) || hidden?.test(model.id) || !chats(entry)) continue
    seen.add(model.id)
    // The same model is listed once more under each of its other names.
    for (const alias of asArray(entry.aliases)) if (typeof alias === 'string') seen.add(alias)
    models.push(model)
  }
  return models
}

async function ask(connection: Connection, signal: AbortSignal): Promise<unknown> {
  const path = connection.dialect.modelsPath
  try {
    return await requestJson(connection, { method: 'GET', path }, signal)
  } catch (error) {
    if (!isMissing(error) || !lacksVersion(connection)) throw error
    return requestJson(connection, { method: 'GET', path: `/v1${path}` }, signal)
  }
}

function readModel(entry: JsonObject): ModelInfo | undefined {
  const id = asText(entry.id) ?? asText(entry.name) ?? asText(entry.model)
  if (!id) return undefined
  const top = asObject(entry.top_provider)
  const meta = asObject(entry.meta)
  const pricing = asObject(entry.pricing)
  const capabilities = asObject(entry.capabilities)
  const parameters = Array.isArray(entry.supported_parameters) ? entry.supported_parameters : undefined
  return modelInfo(id, {
    name: asText(entry.display_name) ?? asText(entry.name),
    contextWindow: firstCount(
      entry.context_length,
      entry.context_window,
      entry.max_context_length,
      entry.max_model_len,
      top?.context_length,
      meta?.n_ctx,
      meta?.n_ctx_train,
    ),
    maxOutputTokens: firstCount(entry.max_completion_tokens, top?.max_completion_tokens),
    vision: includes(inputsOf(entry), 'image') ?? asFlag(capabilities?.vision),
    tools:
      includes(parameters, 'tools') ??
      asFlag(capabilities?.function_calling) ??
      asFlag(capabilities?.trained_for_tool_use),
    thinking: includes(parameters, 'reasoning') ?? asFlag(capabilities?.reasoning),
    inputPrice: perToken(pricing?.prompt) ?? inTenThousandths(entry.prompt_text_token_price),
    outputPrice: perToken(pricing?.completion) ?? inTenThousandths(entry.completion_text_token_price),
  })
}

/** False only where the server says that a model does something else. */
function chats(entry: JsonObject): boolean {
  const outputs = asObject(entry.architecture)?.output_modalities ?? entry.output_modalities
  if (includes(outputs, 'text') === false) return false
  if (entry.active === false || asObject(entry.capabilities)?.completion_chat === false) return false
  return !/^embeddings?$/.test(asText(entry.type) ?? '')
}

function inputsOf(entry: JsonObject): unknown {
  return asObject(entry.architecture)?.input_modalities ?? entry.input_modalities
}

function includes(list: unknown, value: string): boolean | undefined {
  return Array.isArray(list) ? list.includes(value) : undefined
}

function asFlag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

function firstCount(...values: unknown[]): number | undefined {
  return values.map(asCount).find((count) => count !== undefined && count > 0)
}

/** Prices come as text, in dollars for one token; a negative one means that it varies. */
function perToken(price: unknown): number | undefined {
  const dollars = asCount(typeof price === 'string' && price.trim() !== '' ? Number(price) : price)
  return dollars === undefined ? undefined : rounded(dollars * tokensPerPrice)
}

/** Ten-thousandths of a dollar for a million tokens. */
function inTenThousandths(price: unknown): number | undefined {
  const amount = asCount(price)
  return amount === undefined ? undefined : rounded(amount / 10_000)
}

/** Takes away what binary fractions add. */
function rounded(dollars: number): number {
  return Number(dollars.toPrecision(12))
}
