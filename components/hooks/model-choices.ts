import type { ModelInfo } from '../../lib/chat/model-info'
import type { Preset } from '../../lib/chat/preset'
import type { ProviderStatus } from '../../lib/chat/provider-status'

/** One entry of the default model's list: a preset, or a model that gets one when it is chosen. */
type ModelChoice =
  | { value: string; label: string; presetId: string }
  | { value: string; label: string; model: { providerId: string; model: string } }

export type ChoiceGroup = { providerId: string; name: string; choices: ModelChoice[] }

export const presetValue = (presetId: string) => `preset:${presetId}`

/**
 * What can be chosen as the default, by provider: presets first, then the models of ready providers that have no preset
 * yet. Providers without anything to choose are left out.
 */
export function choiceGroups(
  presets: readonly Preset[],
  providers: readonly ProviderStatus[],
  modelsOf: (providerId: string) => readonly ModelInfo[],
): ChoiceGroup[] {
  return providers
    .map((provider) => {
      const own = presets.filter((preset) => preset.providerId === provider.id)
      const taken = new Set(own.map((preset) => preset.model))
      const models = provider.ready ? modelsOf(provider.id).filter((model) => !taken.has(model.id)) : []
      return {
        providerId: provider.id,
        name: provider.name,
        choices: [
          ...own.map((preset) => ({ value: presetValue(preset.id), label: preset.name, presetId: preset.id })),
          ...models.map(({ id, name }) => ({
            value: `model:${provider.id}:${id}`,
            label: name ?? id,
            model: { providerId: provider.id, model: id },
          })),
        ],
      }
    })
    .filter((group) => group.choices.length > 0)
}
