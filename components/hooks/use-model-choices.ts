import { useLiveQuery } from 'dexie-react-hooks'
import { useCallback, useMemo } from 'react'
import { listModelLists } from '../../lib/db/model-lists'
import { allPresets, defaultPreset } from '../../lib/settings/presets'
import { choiceGroups, presetValue, type ChoiceGroup } from './model-choices'
import { useChatSession } from './use-chat'
import { useProviders } from './use-providers'
import { useSettings } from './use-settings'

/** More models than this of one provider are a list nobody reads; the options page has a filter. */
const longestList = 60

/** Everything a question could be put to, by provider, and what it is put to now. */
export function useModelChoices(): { groups: ChoiceGroup[]; selected: string } {
  const { chat } = useChatSession()
  const settings = useSettings()
  const { providers } = useProviders(useCallback((error: unknown) => chat.report(error), [chat]))
  const lists = useLiveQuery(listModelLists)
  const groups = useMemo(() => {
    const modelsOf = (id: string) => lists?.find((list) => list.providerId === id)?.models ?? []
    return choiceGroups(allPresets(settings), providers, modelsOf, longestList)
  }, [settings, providers, lists])
  return { groups, selected: presetValue(defaultPreset(settings).id) }
}
