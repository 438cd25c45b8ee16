import { builtinPreset } from '../../lib/chat/preset'
import { call } from '../../lib/messaging/calls'
import { defaultPreset } from '../../lib/settings/presets'
import { updateSettings, useSettings } from '../hooks/use-settings'
import { useOptions } from './options-context'

/** The model new chats start with, and the way to choose another. Failures are shown on top of the page. */
export function useDefaultModel() {
  const preset = defaultPreset(useSettings())
  const { report, models } = useOptions()
  const isBuiltin = preset.id === builtinPreset.id
  const list = models.of(preset.providerId).list
  /** The provider told its models, and this one was not among them: it is gone, or was typed in. */
  const isUnlisted = !isBuiltin && list !== undefined && !list.models.some(({ id }) => id === preset.model)

  /** Forgetting it loses nothing that was typed: there is only the model in it. */
  const isForgettable =
    isUnlisted &&
    preset.name === preset.model &&
    preset.systemPrompt === undefined &&
    Object.keys(preset.parameters).length === 0

  const choosePreset = (presetId: string) => {
    updateSettings({ defaultPresetId: presetId }).catch(report)
  }
  const chooseModel = (providerId: string, model: string) => {
    call('ensurePreset', { providerId, model }).then(({ id }) => choosePreset(id), report)
  }
  const forget = () => {
    call('removePreset', { presetId: preset.id }).catch(report)
  }
  return { preset, isBuiltin, isUnlisted, isForgettable, choosePreset, chooseModel, forget }
}
