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
