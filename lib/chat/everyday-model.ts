import type { ModelInfo } from './model-info'

/** By provider, the models that suit everyday questions. A number in the first group is a version: the highest is meant. */
const everyday: Record<string, RegExp> = {
  openai: /^gpt-(\d+(?:\.\d+)?)$/,
  anthropic: /sonnet/,
  gemini: /gemini-(\d+(?:\.\d+)?)-flash$/,
  openrouter: /^openrouter\/auto$/,
  groq: /gpt-oss-120b|llama-.*-70b/,
  mistral: /^mistral-medium-latest$/,
  xai: /^grok-(\d+(?:\.\d+)?)$/,
}

/** The model of a list that a reader who chose none begins with. Lists come in any order: the first may be anything. */
export function everydayModel(providerId: string, models: readonly ModelInfo[]): ModelInfo | undefined {
  let best: { model: ModelInfo; version: number } | undefined
  for (const model of models) {
    const match = everyday[providerId]?.exec(model.id)
    const version = Number(match?.[1] ?? 0)
    if (match && (!best || version > best.version)) best = { model, version }
  }
  return best?.model ?? models[0]
}
