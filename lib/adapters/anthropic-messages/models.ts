import type { Connection } from '../../chat/connection'
import type { ModelInfo } from '../../chat/model-info'
import { asCount, asObject, asText, type JsonObject } from '../json'
import { modelInfo } from '../model-info'
import { readPages } from '../pages'
import { versioned } from '../version'
import { refineFailure } from './failure'

export async function listModels(connection: Connection, signal: AbortSignal): Promise<ModelInfo[]> {
  const path = versioned(connection, 'v1', '/models?limit=1000')
  const next = (page: JsonObject): string | undefined => {
    const last = asText(page.last_id)
    return page.has_more === true && last ? `${path}&after_id=${encodeURIComponent(last)}` : undefined
  }
  try {
    return (await readPages(connection, path, 'data', next, signal)).flatMap(readModel)
  } catch (error) {
    throw refineFailure(error, connection)
  }
}

function readModel(entry: JsonObject): ModelInfo[] {
  const id = asText(entry.id)
  if (!id) return []
  const capabilities = asObject(entry.capabilities)
  const facts = {
    name: asText(entry.display_name),
    contextWindow: asCount(entry.max_input_tokens),
    maxOutputTokens: asCount(entry.max_tokens),
    vision: supported(capabilities?.image_input),
    thinking: supported(capabilities?.thinking),
  }
  return [modelInfo(id, facts)]
}

function supported(capability: unknown): boolean | undefined {
  const flag = asObject(capability)?.supported
  return typeof flag === 'boolean' ? flag : undefined
}
