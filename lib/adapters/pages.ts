import type { Connection } from '../chat/connection'
import { requestJson } from './http'
import { asArray, asObject, type JsonObject } from './json'

const mostPages = 50

/**
 * The entries of a list that comes in pages. `next` gives the path of the page after the one at hand, if there is one.
 * A server that leads round in circles is followed no further.
 */
export async function readPages(
  connection: Connection,
  first: string,
  field: string,
  next: (page: JsonObject) => string | undefined,
  signal: AbortSignal,
): Promise<JsonObject[]> {
  const entries: JsonObject[] = []
  const seen = new Set<string>()
  let path: string | undefined = first
  while (path !== undefined && !seen.has(path) && seen.size < mostPages) {
    seen.add(path)
    const page: JsonObject = asObject(await requestJson(connection, { method: 'GET', path }, signal)) ?? {}
    for (const entry of asArray(page[field])) entries.push(asObject(entry) ?? {})
    path = next(page)
  }
  return entries
}
