import type { ChatParameters } from './request'

/** A named model configuration. The id never changes; a message remembers it. */
export type Preset = {
  id: string
  name: string
  providerId: string
  model: string
  systemPrompt?: string
  parameters: ChatParameters
}

/** The preset that always exists and needs neither a model nor a network. */
export const builtinPreset: Preset = {
  id: 'builtin',
  name: 'Built-in reader',
  providerId: 'builtin',
  model: 'reader',
  parameters: {},
}
