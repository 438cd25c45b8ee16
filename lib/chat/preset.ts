import type { ChatParameters } from './request'

/** A named model configuration. The id never changes; a message remembers it. */
export type Preset = {
  id: string
  name: string
  providerId: string
  model: string
  systemPrompt?: string
  parameters: ChatParameters
  /** Asked in this order when this one is unreachable, rate limited or overloaded before its first word. */
  fallbackPresetIds?: string[]
  /** False: kept, but not offered where a model is chosen. */
  active?: boolean
}

/** The preset that always exists and needs neither a model nor a network. */
export const builtinPreset: Preset = {
  id: 'builtin',
  name: 'Built-in reader',
  providerId: 'builtin',
  model: 'reader',
  parameters: {},
}

/** Whether a preset is offered where a model is chosen. */
export function isActive(preset: Preset): boolean {
  return preset.active !== false
}

/** `gpt-5 · OpenAI`; a preset that is called like its provider is named once. */
export function nameWithProvider({ presetName, providerName }: { presetName: string; providerName: string }): string {
  return presetName === providerName ? presetName : `${presetName} · ${providerName}`
}
