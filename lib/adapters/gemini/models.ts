import type { Connection } from '../../chat/connection'
import type { ModelInfo } from '../../chat/model-info'
import { asArray, asCount, asText, type JsonObject } from '../json'
import { modelInfo } from '../model-info'
import { readPages } from '../pages'
import { versioned } from '../version'

export async function listModels(connection: Connection, signal: AbortSignal): Promise<ModelInfo[]> {
  const path = versioned(connection, 'v1beta', '/models?pageSize=1000')
  const next = (page: JsonObject): string | undefined => {
    const token = asText(page.nextPageToken)
    return token && `${path}&pageToken=${encodeURIComponent(token)}`
  }
  const { hiddenModels } = connection.dialect
  const hidden = hiddenModels === undefined ? undefined : new RegExp(hiddenModels)
  const entries = await readPages(connection, path, 'models', next, signal)
  return entries.flatMap(readModel).filter(({ id }) => !hidden?.test(id))
}

function readModel(entry: JsonObject): ModelInfo[] {
  const id = asText(entry.name)?.replace(/^models\//, '')
  if (!id || !asArray(entry.supportedGenerationMethods).includes('generateContent')) return []
  const facts = {
    name: asText(entry.displayName),
    contextWindow: asCount(entry.inputTokenLimit),
    maxOutputTokens: asCount(entry.outputTokenLimit),
    thinking: typeof entry.thinking === 'boolean' ? entry.thinking : undefined,
  }
  return [modelInfo(id, facts)]
}
