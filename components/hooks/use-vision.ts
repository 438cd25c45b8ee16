import { useLiveQuery } from 'dexie-react-hooks'
import { listModelLists } from '../../lib/db/model-lists'
import { blindSentence, visionOf, type Vision } from '../../lib/policy/vision'
import { defaultPreset, findPreset } from '../../lib/settings/presets'
import type { ModelChoice } from './model-choices'
import { useModelChoices } from './use-model-choices'
import { useSettings } from './use-settings'

/** Whether the chosen model sees pictures; the sentence that it does not, and one that does, where there is any. */
export function useVision(): { vision: Vision; sentence: string; seeing: ModelChoice | undefined } {
  const settings = useSettings()
  const lists = useLiveQuery(listModelLists)
  const { groups } = useModelChoices()
  const listed = (providerId: string) => lists?.find((list) => list.providerId === providerId)?.models ?? []
  const preset = defaultPreset(settings)
  const sees = (asked: { providerId: string; model: string } | undefined) =>
    asked !== undefined && visionOf(asked, listed(asked.providerId)) === 'sees'
  const seeing = groups
    .flatMap((group) => group.choices)
    .find((choice) => sees('presetId' in choice ? findPreset(settings, choice.presetId) : choice.model))
  return { vision: visionOf(preset, listed(preset.providerId)), sentence: blindSentence(preset), seeing }
}
