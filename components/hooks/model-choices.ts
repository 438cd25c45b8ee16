import type { ModelInfo } from '../../lib/chat/model-info'
import { builtinPreset, isActive, type Preset } from '../../lib/chat/preset'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { modelTraits, shortPrice } from '../options/model-facts'

/** One entry of a list of models: a preset, or a model that gets one when it is chosen. */
export type ModelChoice = {
  value: string
  label: string
  /** The model's name on the wire. */
  modelId: string
  facts: string[]
  /** Of a million tokens, where the provider says so. */
  price?: string
} & ({ presetId: string } | { model: { providerId: string; model: string } })

export type ChoiceGroup = { providerId: string; name: string; choices: ModelChoice[] }

export const presetValue = (presetId: string) => `preset:${presetId}`

/**
 * What can be chosen as the default, by provider: presets that are switched on first, then the models of ready providers
 * that have none yet. Providers without anything to choose are left out.
 */
export function choiceGroups(
  presets: readonly Preset[],
  providers: readonly ProviderStatus[],
  modelsOf: (providerId: string) => readonly ModelInfo[],
): ChoiceGroup[] {
  const active = presets.filter(isActive)
  return providers
    .map((provider) => {
      const listed = modelsOf(provider.id)
      const own = active.filter((preset) => preset.providerId === provider.id)
      const taken = new Set(own.map((preset) => preset.model))
      const models = provider.ready ? listed.filter((model) => !taken.has(model.id)) : []
      const ofPreset = (preset: Preset): ModelChoice => {
        const model = listed.find(({ id }) => id === preset.model)
        return {
          value: presetValue(preset.id),
          label: preset.name,
          modelId: preset.model,
          ...(model ? factsOf(model) : { facts: [] }),
          presetId: preset.id,
        }
      }
      const ofModel = (model: ModelInfo): ModelChoice => ({
        value: `model:${provider.id}:${model.id}`,
        label: model.name ?? model.id,
        modelId: model.id,
        ...factsOf(model),
        model: { providerId: provider.id, model: model.id },
      })
      return {
        providerId: provider.id,
        name: headingOf(provider),
        choices: [...own.map(ofPreset), ...models.map(ofModel)],
      }
    })
    .filter((group) => group.choices.length > 0)
}

/** The reader that comes along is the one entry under its heading, and needs none of its own name. */
function headingOf({ id, name }: ProviderStatus): string {
  return id === builtinPreset.providerId ? 'Without a model' : name
}

function factsOf(model: ModelInfo): Pick<ModelChoice, 'facts' | 'price'> {
  const price = shortPrice(model)
  return { facts: modelTraits(model), ...(price === undefined ? {} : { price }) }
}
