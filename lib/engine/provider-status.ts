import { supportedWire } from '../adapters/index'
import { originPattern } from '../chat/base-url'
import type { Provider } from '../chat/provider'
import type { HeaderStatus, ProviderStatus } from '../chat/provider-status'
import { secretOrigins } from '../settings/connection'
import { allProviders } from '../settings/providers'
import { readSettings } from '../settings/settings'
import { isPermitted } from './dispatch'

export async function listProviders(): Promise<ProviderStatus[]> {
  return Promise.all(allProviders(await readSettings()).map(statusOf))
}

async function statusOf(provider: Provider): Promise<ProviderStatus> {
  const { id, name, description, custom, baseUrl, defaultBaseUrl, key, keyUrl } = provider
  const wire = supportedWire(provider.wires)
  const origin = baseUrl === '' ? '' : new URL(baseUrl).origin
  const bound = baseUrl === '' ? { headers: {} } : await secretOrigins(id)
  const boundTo = key === 'none' ? undefined : bound.key
  const keyFits = boundTo !== undefined && boundTo === origin
  const headers = headersOf(provider, bound.headers, origin)
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
    headers: { set: headers, offered: provider.offeredHeaders, rules: provider.headerRules },
    ...(baseUrl === '' ? {} : { originPattern: originPattern(baseUrl) }),
    permitted,
    ready:
      wire !== undefined &&
      permitted &&
      (keyFits || (key !== 'required' && boundTo === undefined)) &&
      headers.every((header) => header.boundTo === undefined),
  }
}

/** What a page may know of the extra headers. Those that the provider insists on are nobody's choice and left out. */
function headersOf(provider: Provider, secrets: Record<string, string>, origin: string): HeaderStatus[] {
  const plain = Object.entries(provider.headers)
    .filter(([name]) => !provider.headerRules.fixed.includes(name))
    .map(([name, value]) => ({ name, value, ...(provider.defaultHeaders[name] === value ? { isDefault: true } : {}) }))
  const secret = Object.entries(secrets).map(([name, boundTo]) => ({
    name,
    ...(boundTo === origin ? {} : { boundTo }),
  }))
  return [...plain, ...secret]
}
