import * as v from 'valibot'
import { allActions } from '../chat/action-list'
import { normalizeBaseUrl } from '../chat/base-url'
import { builtinAction } from '../chat/builtin-actions'
import { isSecretHeader } from '../chat/header'
import type { Preset } from '../chat/preset'
import type { QuickAction } from '../chat/quick-action'
import type { CustomProvider, PortableSettings, Settings } from '../chat/settings'
import { goodActions } from './action-schema'
import { allProviders } from './providers'
import { customProviderSchema, presetSchema } from './schema'

const most = 1_000

/** What a file may bring in of settings. Nothing else of it is looked at. */
export const portableSchema = v.object({
  presets: v.pipe(v.array(presetSchema), v.maxLength(most)),
  customProviders: v.pipe(v.array(customProviderSchema), v.maxLength(most)),
  // Older backups have none; one that cannot be used costs itself.
  quickActions: v.pipe(
    v.optional(v.pipe(v.array(v.unknown()), v.maxLength(most)), []),
    v.transform((raw): QuickAction[] => goodActions(raw)),
  ),
})

/** What of the settings may leave this computer: no key, no header, and no text elsewhere that looks like either. */
export function toPortable({ presets, customProviders, quickActions }: Settings): PortableSettings {
  return {
    presets: presets.map((preset) => ({
      ...preset,
      parameters: withoutSecrets(preset.parameters) as Preset['parameters'],
    })),
    customProviders: customProviders.map(({ id, name, wire, baseUrl }) => ({
      id,
      name,
      wire,
      baseUrl: plainAddress(baseUrl),
    })),
    quickActions: allActions(quickActions).filter(({ id, template }) => builtinAction(id)?.template !== template),
  }
}

/** The part of a file that is settings; undefined when it is none, or damaged. */
export function parsePortable(raw: unknown): PortableSettings | undefined {
  const result = v.safeParse(portableSchema, raw)
  return result.success ? result.output : undefined
}

/** What came in, so that it can be taken back. */
export type Adopted = { settings: Settings; presetIds: string[]; providerIds: string[]; actionIds: string[] }

/**
 * The settings with what a file brought beside what there is. Nothing that is there changes, and everything gets ids of
 * its own, so that no file can slip another address under a key. What is there already does not come twice; a preset
 * whose provider is unknown stays out.
 * @throws {ChatError} `bad-request` when an address is none.
 */
export function withPortable(settings: Settings, brought: PortableSettings, createId: () => string): Adopted {
  const providerIds = new Map(
    allProviders(settings)
      .filter(({ custom }) => !custom)
      .map(({ id }) => [id, id]),
  )
  const servers: CustomProvider[] = []
  for (const { id, name, wire, baseUrl: address } of brought.customProviders) {
    const baseUrl = normalizeBaseUrl(address, wire)
    const same = [...settings.customProviders, ...servers].find(
      (one) => one.name === name && one.wire === wire && one.baseUrl === baseUrl,
    )
    const server = same ?? { id: `custom-${createId()}`, name, wire, baseUrl }
    if (!same) servers.push(server)
    providerIds.set(id, server.id)
  }
  const presetIds = new Map<string, string>()
  const presets: Preset[] = []
  for (const preset of brought.presets) {
    const providerId = providerIds.get(preset.providerId)
    if (providerId === undefined) continue
    const same = settings.presets.find(
      (one) => one.name === preset.name && one.providerId === providerId && one.model === preset.model,
    )
    const id = same?.id ?? createId()
    presetIds.set(preset.id, id)
    if (!same) presets.push({ ...preset, id, providerId })
  }
  const linked = presets.map(({ fallbackPresetIds, ...preset }): Preset => {
    const known = (fallbackPresetIds ?? []).flatMap((id) => presetIds.get(id) ?? [])
    return known.length === 0 ? preset : { ...preset, fallbackPresetIds: known }
  })
  const actions = newActions(settings, brought.quickActions, presetIds, createId)
  return {
    settings: {
      ...settings,
      presets: [...settings.presets, ...linked],
      customProviders: [...settings.customProviders, ...servers],
      quickActions: { ...settings.quickActions, own: [...settings.quickActions.own, ...actions] },
    },
    presetIds: linked.map(({ id }) => id),
    providerIds: servers.map(({ id }) => id),
    actionIds: actions.map(({ id }) => id),
  }
}

/**
 * Quick actions of a file come as further ones, also where the file had other words for a built-in one: no file changes
 * what a known name does. Names behind the `/` and keys that are taken are not taken over.
 */
function newActions(
  { quickActions }: Settings,
  brought: readonly QuickAction[],
  presetIds: ReadonlyMap<string, string>,
  createId: () => string,
): QuickAction[] {
  const known = allActions(quickActions)
  const added: QuickAction[] = []
  for (const { presetId, shortcut, ...action } of brought) {
    const there = [...known, ...added]
    if (there.some(({ name, template }) => name === action.name && template === action.template)) continue
    const newPresetId = presetId === undefined ? undefined : presetIds.get(presetId)
    added.push({
      ...action,
      id: createId(),
      slug: freeSlug(action.slug, there),
      ...(newPresetId === undefined ? {} : { presetId: newPresetId }),
      ...(shortcut === undefined || there.some((one) => one.shortcut === shortcut) ? {} : { shortcut }),
    })
  }
  return added
}

function freeSlug(slug: string, taken: readonly QuickAction[]): string {
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? slug : `${slug.slice(0, 36)}-${count}`
    if (!taken.some((one) => one.slug === candidate)) return candidate
  }
}

/** Fields that are handed on to a server can hold a key under any name: texts that look like one stay behind. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(
    ([name, field]) => typeof field !== 'string' || !isSecretHeader(name, field),
  )
  return Object.fromEntries(kept.map(([name, field]) => [name, withoutSecrets(field)]))
}

function plainAddress(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return ''
  const { origin, pathname } = new URL(baseUrl)
  return origin + pathname.replace(/\/+$/, '')
}
