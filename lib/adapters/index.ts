import type { Wire } from '../chat/wire'
import type { Adapter } from './adapter'
import { ollama } from './ollama'
import { openaiChat } from './openai-chat'
import { reader } from './reader'

const adapters: Partial<Record<Wire, Adapter>> = {
  reader,
  ollama,
  'openai-chat': openaiChat,
}

/** The adapter that speaks a wire; undefined while this build has none. */
export function adapterFor(wire: Wire): Adapter | undefined {
  return adapters[wire]
}

/** The first of a provider's wires, in its order of preference, that this build speaks. */
export function supportedWire(wires: readonly Wire[]): Wire | undefined {
  return wires.find((wire) => adapterFor(wire) !== undefined)
}
