import type { Provider } from '../chat/provider'
import type { CustomProvider, Settings } from '../chat/settings'
import { withoutPreset } from './presets'
import { customDialect, providerRows, type ProviderRow } from '../providers'

function fromRow(row: ProviderRow, settings: Settings): Provider {
  const own = settings.providers[row.id]
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    wires: row.wires,
    custom: false,
    baseUrl: own?.baseUrl ?? row.baseUrl,
    defaultBaseUrl: row.baseUrl,
    key: row.key,
    ...(row.keyUrl === undefined ? {} : { keyUrl: row.keyUrl }),
    headers: { ...row.headers, ...own?.headers },
    dialect: row.dialect,
  }
}

function fromCustom(custom: CustomProvider, settings: Settings): Provider {
  const own = settings.providers[custom.id]
  return {
    id: custom.id,
    name: custom.name,
    description: custom.wire === 'ollama' ? 'Your own Ollama server.' : 'Your own OpenAI-compatible server.',
    wires: [custom.wire],
    custom: true,
    baseUrl: own?.baseUrl ?? custom.baseUrl,
    defaultBaseUrl: custom.baseUrl,
    key: 'optional',
    headers: { ...own?.headers },
    dialect: customDialect,
  }
}

/** All providers, the user's own servers last. */
export function allProviders(settings: Settings): Provider[] {
  return [
    ...providerRows.map((row) => fromRow(row, settings)),
    ...settings.customProviders.map((custom) => fromCustom(custom, settings)),
  ]
}

export function findProvider(settings: Settings, providerId: string): Provider | undefined {
  return allProviders(settings).find((provider) => provider.id === providerId)
}

/** The settings without a server of the user's own, and without the presets that need it. */
export function withoutProvider(settings: Settings, providerId: string): Settings {
  const { [providerId]: _removed, ...providers } = settings.providers
  const orphans = settings.presets.filter((preset) => preset.providerId === providerId)
  const rest = orphans.reduce((all, { id }) => withoutPreset(all, id), settings)
  return { ...rest, providers, customProviders: settings.customProviders.filter(({ id }) => id !== providerId) }
}
