import type { Connection } from '../../chat/connection'
import type { ModelInfo } from '../../chat/model-info'
import { requestJson } from '../http'
import { asArray, asCount, asObject, type JsonObject } from '../json'
import { isMissing, lacksVersion } from '../version'
import { chats, readModel } from './model-facts'

/** The models that chat, from any of the shapes in which servers list them. */
export async function listModels(connection: Connection, signal: AbortSignal): Promise<ModelInfo[]> {
  const value = await ask(connection, signal)
  const list = asObject(value)
  const entries = Array.isArray(value) ? value : asArray(list?.data ?? list?.models)
  const hidden = connection.dialect.hiddenModels === undefined ? undefined : new RegExp(connection.dialect.hiddenModels)
  const seen = new Set<string>()
  const models: ModelInfo[] = []
  for (const entry of newestFirst(entries.map((item) => asObject(item) ?? { id: item }))) {
    const model = readModel(entry)
    if (!model || seen.has(model.id) || hidden?.test(model.id) || !chats(entry)) continue
    seen.add(model.id)
    // The same model is listed once more under each of its other names.
    for (const alias of asArray(entry.aliases)) if (typeof alias === 'string') seen.add(alias)
    models.push(model)
  }
  return models
}

/** Some list their models in no order at all. Entries that do not say how old they are keep their places behind. */
function newestFirst(entries: JsonObject[]): JsonObject[] {
  const age = ({ created }: JsonObject): number => asCount(created) ?? 0
  return entries.toSorted((one, other) => age(other) - age(one))
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
