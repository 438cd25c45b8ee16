import { withoutActionPreset } from '../chat/action-list'
import { builtinPreset, isActive, type Preset } from '../chat/preset'
import { mostRecent, type Settings } from '../chat/settings'

/** Every preset, the built-in reader first, also those that are switched off. */
export function allPresets(settings: Settings): Preset[] {
  return [builtinPreset, ...settings.presets]
}

export function findPreset(settings: Settings, presetId: string): Preset | undefined {
  return allPresets(settings).find((preset) => preset.id === presetId)
}

/** What a new conversation starts with; the built-in reader when the chosen one is gone or switched off. */
export function defaultPreset(settings: Settings): Preset {
  const chosen = findPreset(settings, settings.defaultPresetId)
  return chosen && isActive(chosen) ? chosen : builtinPreset
}

/** Who is asked besides the default preset, to be compared. Those that are gone or switched off are left out. */
export function comparedPresets(settings: Settings): Preset[] {
  const first = defaultPreset(settings).id
  const ids = [...new Set(settings.comparedPresetIds)].filter((id) => id !== first)
  return ids.flatMap((id) => findPreset(settings, id) ?? []).filter(isActive)
}

/** The presets chosen lately once this one is, the last one first, what was asked until now behind it. */
export function recentWith(settings: Settings, presetId: string): string[] {
  return [...new Set([presetId, settings.defaultPresetId, ...settings.recentPresetIds])].slice(0, mostRecent)
}

/** The settings with a preset for this model in them, and that preset: the one there is, or a new one with `newId`. */
export function withPreset(
  settings: Settings,
  model: { providerId: string; model: string },
  newId: string,
): { settings: Settings; preset: Preset } {
  const existing = allPresets(settings).find(
    (preset) => preset.providerId === model.providerId && preset.model === model.model && isActive(preset),
  )
  if (existing) return { settings, preset: existing }
  const preset: Preset = { id: newId, name: model.model, ...model, parameters: {} }
  return { settings: { ...settings, presets: [...settings.presets, preset] }, preset }
}

/** The settings with this preset in place of the one with its id, or after the others when there is none. */
export function withSavedPreset(settings: Settings, preset: Preset): Settings {
  const known = settings.presets.some(({ id }) => id === preset.id)
  return {
    ...settings,
    presets: known
      ? settings.presets.map((one) => (one.id === preset.id ? preset : one))
      : [...settings.presets, preset],
  }
}

/** The settings without a preset: nothing names it any more, neither as the default nor as a fallback nor in a quick action. */
export function withoutPreset(settings: Settings, presetId: string): Settings {
  return {
    ...settings,
    presets: settings.presets
      .filter((preset) => preset.id !== presetId)
      .map((preset) => withoutFallback(preset, presetId)),
    defaultPresetId: settings.defaultPresetId === presetId ? builtinPreset.id : settings.defaultPresetId,
    quickActions: withoutActionPreset(settings.quickActions, presetId),
  }
}

/** The settings with a preset `by` places further down the list, or up when that is negative. */
export function withMovedPreset(settings: Settings, presetId: string, by: number): Settings {
  const from = settings.presets.findIndex(({ id }) => id === presetId)
  const moved = settings.presets[from]
  if (!moved) return settings
  const rest = settings.presets.filter((preset) => preset !== moved)
  const to = Math.max(0, from + by)
  return { ...settings, presets: [...rest.slice(0, to), moved, ...rest.slice(to)] }
}

function withoutFallback(preset: Preset, presetId: string): Preset {
  const { fallbackPresetIds, ...rest } = preset
  if (!fallbackPresetIds?.includes(presetId)) return preset
  const left = fallbackPresetIds.filter((id) => id !== presetId)
  return left.length === 0 ? rest : { ...rest, fallbackPresetIds: left }
}
