import { supportedWire } from '../adapters/index'
import { originPattern } from '../chat/base-url'
import type { Provider } from '../chat/provider'
import type { ProviderStatus } from '../chat/provider-status'
import { keyOrigin } from '../settings/connection'
import { allProviders } from '../settings/providers'
import { readSettings } from '../settings/settings'
import { isPermitted } from './dispatch'

export async function listProviders(): Promise<ProviderStatus[]> {
  return Promise.all(allProviders(await readSettings()).map(statusOf))
}

async function statusOf(provider: Provider): Promise<ProviderStatus> {
  const { id, name, description, custom, baseUrl, defaultBaseUrl, key, keyUrl } = provider
  const wire = supportedWire(provider.wires)
  const boundTo = key === 'none' ? undefined : await keyOrigin(id)
  const keyFits = boundTo !== undefined && boundTo === new URL(baseUrl).origin
  const permitted = baseUrl === '' || (await isPermitted(baseUrl))
  return {
    id,
    name,
    description,
    wire: wire ?? provider.wires[0],
    available: wire !== undefined,
    custom,
    baseUrl,
    defaultBaseUrl,
    key,
    ...(keyUrl === undefined ? {} : { keyUrl }),
    hasKey: keyFits,
    ...(boundTo !== undefined && !keyFits ? { keyBoundTo: boundTo } : {}),
    ...(baseUrl === '' ? {} : { originPattern: originPattern(baseUrl) }),
    permitted,
    ready: wire !== undefined && permitted && (keyFits || (key !== 'required' && boundTo === undefined)),
  }
}
