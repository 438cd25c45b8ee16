import { builtinPreset, type Preset } from '../chat/preset'
import type { Settings } from '../chat/settings'

/** The presets that can be chosen, the built-in reader first. */
export function allPresets(settings: Settings): Preset[] {
  return [builtinPreset, ...settings.presets]
}

export function findPreset(settings: Settings, presetId: string): Preset | undefined {
  return allPresets(settings).find((preset) => preset.id === presetId)
}

/** What a new conversation starts with; the built-in reader when the chosen one is gone. */
export function defaultPreset(settings: Settings): Preset {
  return findPreset(settings, settings.defaultPresetId) ?? builtinPreset
}

/** The settings with a preset for this model in them, and that preset: the one there is, or a new one with `newId`. */
export function withPreset(
  settings: Settings,
  model: { providerId: string; model: string },
  newId: string,
): { settings: Settings; preset: Preset } {
  const existing = allPresets(settings).find(
    (preset) => preset.providerId === model.providerId && preset.model === model.model,
  )
  if (existing) return { settings, preset: existing }
  const preset: Preset = { id: newId, name: model.model, ...model, parameters: {} }
  return { settings: { ...settings, presets: [...settings.presets, preset] }, preset }
}

export function withoutPreset(settings: Settings, presetId: string): Settings {
  return {
    ...settings,
    presets: settings.presets.filter((preset) => preset.id !== presetId),
    defaultPresetId: settings.defaultPresetId === presetId ? builtinPreset.id : settings.defaultPresetId,
  }
}
