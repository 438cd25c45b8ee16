import type { ModelInfo } from '../../lib/chat/model-info'
import { builtinPreset, type Preset } from '../../lib/chat/preset'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { parameterProblems } from '../../lib/policy/parameters'
import { subjectOf } from './preset-form'
import { providerState } from './provider-state'

/**
 * Why a preset would not answer, in one sentence; undefined when nothing is known against it.
 * @param models its provider's list, where one was fetched.
 */
export function presetProblem(
  preset: Preset,
  provider: ProviderStatus | undefined,
  models: readonly ModelInfo[] | undefined,
): string | undefined {
  if (preset.providerId === builtinPreset.providerId) return undefined
  if (!provider) return 'Its provider was removed: choose another one.'
  const model = models?.find(({ id }) => id === preset.model)
  const [problem] = parameterProblems(subjectOf(provider, model ?? { id: preset.model }), preset.parameters)
  if (problem) return problem.message
  // Ollama's state depends on what answers at its address, which a permission alone does not tell.
  if (!provider.ready) return `${provider.name}: ${providerState(provider, absent(provider)).label.toLowerCase()}.`
  return models && models.length > 0 && !model ? `${provider.name} does not list this model.` : undefined
}

function absent({ baseUrl }: ProviderStatus) {
  return { state: 'unpermitted', baseUrl, originPattern: '' } as const
}
