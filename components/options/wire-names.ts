import type { ProviderStatus } from '../../lib/chat/provider-status'
import { customWires, type CustomProvider } from '../../lib/chat/settings'
import type { Wire } from '../../lib/chat/wire'
import { providerRow } from '../../lib/providers'

type WireChoice<Value extends Wire> = { value: Value; label: string }

const customNames: Record<CustomProvider['wire'], string> = {
  'openai-chat': 'OpenAI-compatible (chat completions)',
  'openai-responses': 'OpenAI Responses',
  'anthropic-messages': 'Anthropic Messages',
  gemini: 'Google Gemini',
  ollama: 'Ollama',
}

/** What a server of the user's own may speak. */
export const customWireChoices: WireChoice<CustomProvider['wire']>[] = customWires.map((value) => ({
  value,
  label: customNames[value],
}))

/** How a shop calls two protocols of its own. */
const shopNames: Partial<Record<Wire, string>> = {
  'openai-responses': 'Responses',
  'openai-chat': 'Chat Completions',
}

/** The protocols to choose from on a card; fewer than two are no choice. The first is what there is without one. */
export function wireChoices(provider: ProviderStatus): WireChoice<Wire>[] {
  if (provider.custom) return customWireChoices
  const wires = providerRow(provider.id)?.wires ?? []
  return wires.map((value, index) => ({
    value,
    label: `${shopNames[value] ?? value}${index === 0 ? ' (recommended)' : ''}`,
  }))
}
