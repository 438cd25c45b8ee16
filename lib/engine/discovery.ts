import { isAnswering } from '../adapters/http'
import { originPattern } from '../chat/base-url'
import type { OllamaDiscovery } from '../chat/provider-status'
import { findProvider } from '../settings/providers'
import { readSettings } from '../settings/settings'
import { isPermitted, type Dispatch } from './dispatch'
import { listModels } from './models'

const timeoutMs = 3_000

/**
 * Looks for Ollama at its configured address. Without permission only "something answers there" can be known; with it,
 * the server has to list its models to count as found.
 */
export async function detectOllama(dispatch: Dispatch, now: number): Promise<OllamaDiscovery> {
  const baseUrl = findProvider(await readSettings(), 'ollama')?.baseUrl ?? ''
  const place = { baseUrl, originPattern: originPattern(baseUrl) }
  if (!(await isPermitted(baseUrl))) {
    const answers = await isAnswering(baseUrl, AbortSignal.timeout(timeoutMs))
    return { state: answers ? 'unpermitted' : 'absent', ...place }
  }
  try {
    const { error } = await listModels(dispatch, 'ollama', { refresh: true, now })
    return { state: error === undefined ? 'found' : 'absent', ...place }
  } catch {
    // Something answers there that is no Ollama: for this question the same as nothing.
    return { state: 'absent', ...place }
  }
}
