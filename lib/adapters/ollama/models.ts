import { ChatError } from '../../chat/chat-error'
import type { Connection } from '../../chat/connection'
import type { ModelInfo } from '../../chat/model-info'
import { requestJson } from '../http'
import { asArray, asCount, asObject, asText, type JsonObject } from '../json'
import { refineFailure } from './failure'

const atOnce = 4

type Listed = { info: ModelInfo; capabilities?: unknown[] }

/** The models that chat. What the list itself does not tell is asked for each model, a few at a time. */
export async function listModels(connection: Connection, signal: AbortSignal): Promise<ModelInfo[]> {
  try {
    const tags = asObject(await requestJson(connection, { method: 'GET', path: '/api/tags' }, signal))
    const listed = asArray(tags?.models).flatMap((entry) => fromTags(asObject(entry)))
    const known = await describeAll(listed, connection, signal)
    return known
      .filter(({ capabilities }) => !capabilities || capabilities.includes('completion'))
      .map(({ info }) => info)
  } catch (error) {
    throw refineFailure(error, connection)
  }
}

function fromTags(entry: JsonObject | undefined): Listed[] {
  const id = asText(entry?.name) ?? asText(entry?.model)
  if (!id) return []
  return [describe({ info: { id } }, entry?.capabilities, asCount(asObject(entry?.details)?.context_length))]
}

async function describeAll(listed: Listed[], connection: Connection, signal: AbortSignal): Promise<Listed[]> {
  const known = [...listed]
  const waiting = known.flatMap((model, index) =>
    model.capabilities && model.info.contextWindow !== undefined ? [] : [{ model, index }],
  )
  // The plain list is worth having without the details. A server that refuses one question would refuse them all.
  let refused = false
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !refused; next = waiting.shift()) {
      try {
        known[next.index] = await ask(next.model, connection, signal)
      } catch (error) {
        if (!(error instanceof ChatError) || error.kind === 'aborted') throw error
        refused ||= error.kind === 'origin-blocked' || error.kind === 'unreachable'
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return known
}

async function ask(model: Listed, connection: Connection, signal: AbortSignal): Promise<Listed> {
  const call = { method: 'POST', path: '/api/show', body: { model: model.info.id } } as const
  const shown = asObject(await requestJson(connection, call, signal))
  const facts = asObject(shown?.model_info)
  const architecture = asText(facts?.['general.architecture'])
  return describe(model, shown?.capabilities, asCount(facts?.[`${architecture}.context_length`]))
}

function describe(model: Listed, capabilities: unknown, contextWindow: number | undefined): Listed {
  const info = { ...model.info, ...(contextWindow === undefined ? {} : { contextWindow }) }
  if (!Array.isArray(capabilities)) return { ...model, info }
  const has = (capability: string): boolean => capabilities.includes(capability)
  return { info: { ...info, vision: has('vision'), tools: has('tools'), thinking: has('thinking') }, capabilities }
}
