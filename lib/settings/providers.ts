import { isSecretHeader } from '../chat/header'
import type { Provider } from '../chat/provider'
import type { CustomProvider, ProviderSettings, Settings } from '../chat/settings'
import type { Wire } from '../chat/wire'
import { customDefaults, providerRows, type ProviderRow } from '../providers'
import { withoutPreset } from './presets'

function fromRow(row: ProviderRow, settings: Settings): Provider {
  const own = settings.providers[row.id]
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    wires: chosenFirst(row.wires, own?.wire),
    custom: false,
    baseUrl: own?.baseUrl ?? row.baseUrl,
    defaultBaseUrl: row.baseUrl,
    key: row.key,
    ...(row.keyUrl === undefined ? {} : { keyUrl: row.keyUrl }),
    ...headersOf(row, own),
    dialect: row.dialect,
    ...behaviourOf(own),
  }
}

function fromCustom(custom: CustomProvider, settings: Settings): Provider {
  const own = settings.providers[custom.id]
  const wire = own?.wire ?? custom.wire
  const defaults = customDefaults(wire)
  return {
    id: custom.id,
    name: custom.name,
    description: customDescription[wire] ?? 'Your own server.',
    wires: [wire],
    custom: true,
    baseUrl: own?.baseUrl ?? custom.baseUrl,
    defaultBaseUrl: custom.baseUrl,
    key: 'optional',
    ...headersOf({ ...defaults, key: 'optional' }, own),
    dialect: defaults.dialect,
    ...behaviourOf(own),
  }
}

const customDescription: Partial<Record<Wire, string>> = {
  'openai-chat': 'Your own OpenAI-compatible server.',
  'openai-responses': 'Your own server that speaks OpenAI Responses.',
  'anthropic-messages': 'Your own server that speaks Anthropic Messages.',
  gemini: 'Your own server that speaks Google Gemini.',
  ollama: 'Your own Ollama server.',
}

/** A choice among the row's wires leads them; the others stay, for a server that does not know it. */
function chosenFirst(wires: Provider['wires'], chosen: Wire | undefined): Provider['wires'] {
  if (chosen === undefined || !wires.includes(chosen)) return wires
  return [chosen, ...wires.filter((wire) => wire !== chosen)]
}

type HeaderSource = Pick<ProviderRow, 'headers' | 'offeredHeaders' | 'dialect' | 'key'>

/** The user's header replaces the row's, in whichever case it was written. Secrets never come from the settings. */
function headersOf(
  { headers: given = {}, offeredHeaders = [], dialect, key }: HeaderSource,
  own: ProviderSettings | undefined,
): Pick<Provider, 'headers' | 'defaultHeaders' | 'offeredHeaders' | 'headerRules'> {
  const extra = Object.entries(own?.headers ?? {}).filter(([name, value]) => !isSecretHeader(name, value))
  const replaced = new Set(extra.map(([name]) => name.toLowerCase()))
  const kept = Object.entries(given).filter(([name]) => !replaced.has(name.toLowerCase()))
  return {
    headers: Object.fromEntries([...kept, ...extra]),
    defaultHeaders: given,
    offeredHeaders,
    headerRules: {
      ...(key === 'none' ? {} : { keyHeader: dialect.keyHeader.name }),
      fixed: Object.keys(given).filter((name) => !offeredHeaders.includes(name)),
    },
  }
}

function behaviourOf(own: ProviderSettings | undefined): Pick<Provider, 'streaming' | 'limits' | 'prices'> {
  return { streaming: own?.streaming ?? true, limits: own?.limits ?? {}, prices: own?.prices ?? {} }
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
