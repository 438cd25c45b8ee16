import { useLiveQuery } from 'dexie-react-hooks'
import { useCallback, useMemo } from 'react'
import { listModelLists } from '../../lib/db/model-lists'
import { call } from '../../lib/messaging/calls'
import { allPresets, comparedPresets, defaultPreset } from '../../lib/settings/presets'
import { choiceGroups, presetValue, type ChoiceGroup, type ModelChoice } from './model-choices'
import { useChatSession } from './use-chat'
import { useProviders } from './use-providers'
import { useSettings } from './use-settings'

type ModelChoices = {
  groups: ChoiceGroup[]
  /** What a question is put to now. */
  selected: string
  /** What it is put to besides, to be compared. */
  compared: string[]
  /** What was chosen lately, what is chosen now first. */
  lately: string[]
}

/** Everything a question could be put to, by provider, and what it is put to now. */
export function useModelChoices(): ModelChoices {
  const { chat } = useChatSession()
  const settings = useSettings()
  const { providers } = useProviders(useCallback((error: unknown) => chat.report(error), [chat]))
  const lists = useLiveQuery(listModelLists)
  const groups = useMemo(() => {
    const modelsOf = (id: string) => lists?.find((list) => list.providerId === id)?.models ?? []
    return choiceGroups(allPresets(settings), providers, modelsOf)
  }, [settings, providers, lists])
  return useMemo(() => {
    const selected = presetValue(defaultPreset(settings).id)
    const compared = comparedPresets(settings).map(({ id }) => presetValue(id))
    const lately = [...new Set([selected, ...compared, ...settings.recentPresetIds.map(presetValue)])]
    return { groups, selected, compared, lately }
  }, [groups, settings])
}

/** The id of the preset behind a choice; a model gets one when it is chosen for the first time. */
export async function presetIdOf(choice: ModelChoice): Promise<string> {
  return 'presetId' in choice ? choice.presetId : (await call('ensurePreset', choice.model)).id
}
