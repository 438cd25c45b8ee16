import { supportedWire } from '../adapters/index'
import { ChatError, type ErrorInfo } from '../chat/chat-error'
import { builtinPreset, type Preset } from '../chat/preset'
import type { ModelList } from '../chat/model-info'
import { getModelList } from '../db/model-lists'
import { checkParameters } from '../policy/parameters'
import type { Settings } from '../chat/settings'
import { findPreset, withSavedPreset } from '../settings/presets'
import { findProvider } from '../settings/providers'
import { changeSettings, readSettings } from '../settings/settings'

/**
 * Makes a preset, or puts another in the place of the one with its id.
 * @throws {ChatError} `bad-request` when it could not be sent as it is; its provider may still lack a key.
 */
export async function savePreset(preset: Preset): Promise<void> {
  const place = { providerId: preset.providerId, presetId: preset.id }
  if (preset.id === builtinPreset.id) throw new ChatError('bad-request', 'The built-in reader cannot be changed.')
  if (preset.name.trim() === '') throw new ChatError('bad-request', 'A preset needs a name.', place)
  if (preset.model.trim() === '') throw new ChatError('bad-request', 'A preset needs a model.', place)
  if (preset.fallbackPresetIds?.includes(preset.id)) {
    throw new ChatError('bad-request', 'A preset cannot be its own fallback.', place)
  }
  const settings = await readSettings()
  if (!findProvider(settings, preset.providerId)) {
    throw new ChatError('bad-request', 'The provider of this preset was removed: choose another one.', place)
  }
  await requireParameters(settings, preset)
  await changeSettings((all) => withSavedPreset(all, preset))
}

/** @throws {ChatError} `not-configured` when there is none with this id. */
export async function requirePreset(presetId: string): Promise<Preset> {
  const preset = findPreset(await readSettings(), presetId)
  if (!preset) throw new ChatError('not-configured', 'The chosen model was removed: choose another one.')
  return preset
}

/** The chosen one first, then those it is compared with. */
export type Presets = readonly [Preset, ...Preset[]]

/**
 * Whom a question is put to: the chosen preset first, then those it is compared with.
 * @throws {ChatError} `not-configured` when one of them was removed.
 */
export async function presetsOf(asked: { presetId: string; comparedPresetIds?: readonly string[] }): Promise<Presets> {
  const others = [...new Set(asked.comparedPresetIds)].filter((id) => id !== asked.presetId)
  return [await requirePreset(asked.presetId), ...(await Promise.all(others.map(requirePreset)))]
}

/**
 * Holds a preset's parameters against what its provider takes.
 * @throws {ChatError} `bad-request` with the preset to open, when one is out of its range.
 */
export async function requireParameters(
  settings: Settings,
  preset: Preset,
  list = getModelList(preset.providerId),
): Promise<void> {
  const error = judge(settings, preset, await list)
  if (!error) return
  const { kind, message, ...facts } = error
  throw new ChatError(kind, message, facts)
}

function judge(settings: Settings, preset: Preset, list: ModelList | undefined): ErrorInfo | undefined {
  const provider = findProvider(settings, preset.providerId)
  const wire = provider && supportedWire(provider.wires)
  // Whoever sends it says so.
  if (!provider || !wire) return undefined
  const model = list?.models.find(({ id }) => id === preset.model) ?? { id: preset.model }
  const place = { providerId: provider.id, presetId: preset.id }
  return checkParameters({ owner: provider.name, wire, dialect: provider.dialect, model }, preset.parameters, place)
}
