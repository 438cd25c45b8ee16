import { builtinPreset } from '../../lib/chat/preset'
import { call } from '../../lib/messaging/calls'
import { defaultPreset } from '../../lib/settings/presets'
import { useSettings } from '../hooks/use-settings'
import { useOptions } from './options-context'

/** The model new chats start with, and the way to choose another. Failures are shown on top of the page. */
export function useDefaultModel() {
  const preset = defaultPreset(useSettings())
  const { report } = useOptions()

  const choosePreset = (presetId: string) => {
    call('updateSettings', { patch: { defaultPresetId: presetId } }).catch(report)
  }
  const chooseModel = (providerId: string, model: string) => {
    call('ensurePreset', { providerId, model }).then(({ id }) => choosePreset(id), report)
  }
  return { preset, isBuiltin: preset.id === builtinPreset.id, choosePreset, chooseModel }
}
