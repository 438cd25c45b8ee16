import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import { listModelLists } from '../../lib/db/model-lists'
import { allPresets, defaultPreset } from '../../lib/settings/presets'
import { useProviders } from './use-providers'
import { useSettings } from './use-settings'

/** A model that can be chosen: a preset there is, or a provider's model that would become one. */
type ModelChoice = { value: string; label: string; presetId?: string; providerId: string; model: string }
export type ModelGroup = { providerId: string; name: string; choices: ModelChoice[] }

/** More than this in one group is a list nobody reads; the options page has a filter. */
const longestGroup = 60

/** Everything a question could be put to, by provider: presets first, then what ready providers listed. */
export function useModelChoices(): { groups: ModelGroup[]; selected: string } {
  const settings = useSettings()
  const { providers } = useProviders()
  const lists = useLiveQuery(listModelLists)
  const selected = defaultPreset(settings).id

  const groups = useMemo(() => {
    const presets = allPresets(settings)
    return providers.flatMap((provider): ModelGroup[] => {
      const own = presets.filter(({ providerId }) => providerId === provider.id)
      const listed =
        provider.ready && provider.id !== 'builtin' ? lists?.find((list) => list.providerId === provider.id) : undefined
      const others = (listed?.models ?? []).filter(({ id }) => !own.some(({ model }) => model === id))
      const choices: ModelChoice[] = [
        ...own.map(({ id, name, model }) => ({ value: id, label: name, presetId: id, providerId: provider.id, model })),
        ...others.slice(0, longestGroup).map(({ id, name }) => ({
          value: `${provider.id}\n${id}`,
          label: name ?? id,
          providerId: provider.id,
          model: id,
        })),
      ]
      return choices.length > 0 ? [{ providerId: provider.id, name: provider.name, choices }] : []
    })
  }, [settings, providers, lists])

  return { groups, selected }
}
