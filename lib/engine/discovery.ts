import { isAnswering } from '../adapters/http'
import { originPattern } from '../chat/base-url'
import type { OllamaDiscovery } from '../chat/provider-status'
import { findProvider } from '../settings/providers'
import { readSettings } from '../settings/settings'
import { isPermitted, type Dispatch } from './dispatch'

const timeoutMs = 3_000

/**
 * Looks for Ollama at its configured address. Without permission only "something answers there" can be known; with it,
 * the server has to list its models to count as found.
 */
export async function detectOllama(dispatch: Dispatch): Promise<OllamaDiscovery> {
  const baseUrl = findProvider(await readSettings(), 'ollama')?.baseUrl ?? ''
  const place = { baseUrl, originPattern: originPattern(baseUrl) }
  const signal = AbortSignal.timeout(timeoutMs)
  if (!(await isAnswering(baseUrl, signal))) return { state: 'absent', ...place }
  if (!(await isPermitted(baseUrl))) return { state: 'unpermitted', ...place }
  const listed = await dispatch.listModels('ollama', signal).then(
    () => true,
    () => false,
  )
  return { state: listed ? 'found' : 'absent', ...place }
}
