import type { Wire } from '../chat/wire'
import type { Adapter } from './adapter'
import { anthropicMessages } from './anthropic-messages'
import { gemini } from './gemini'
import { ollama } from './ollama'
import { openaiChat } from './openai-chat'
import { openaiResponses } from './openai-responses'
import { reader } from './reader'

const adapters: Partial<Record<Wire, Adapter>> = {
  reader,
  ollama,
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'anthropic-messages': anthropicMessages,
  gemini,
}

/** The adapter that speaks a wire; undefined while this build has none. */
export function adapterFor(wire: Wire): Adapter | undefined {
  return adapters[wire]
}

/** The first of a provider's wires, in its order of preference, that this build speaks. */
export function supportedWire(wires: readonly Wire[]): Wire | undefined {
  return wires.find((wire) => adapterFor(wire) !== undefined)
}
