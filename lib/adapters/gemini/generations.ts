import type { ChatParameters } from '../../chat/request'
import type { JsonObject } from '../json'

type Wish = NonNullable<ChatParameters['reasoning']>

/** What a generation of models takes. */
export type Generation = {
  /** On the model's id. */
  models: RegExp
  /** Takes a system text of its own; else it stands before the first question. */
  systemInstruction: boolean
  /** The `thinkingConfig` for each wish. Undefined where the models refuse any. */
  thinking?: Record<Wish, JsonObject>
}

/** In tokens. What `least` is depends on whether thinking can be turned off. */
const budgets = (least: number): Record<Wish, JsonObject> => ({
  off: { thinkingBudget: least },
  low: { thinkingBudget: 1_024, includeThoughts: true },
  medium: { thinkingBudget: 8_192, includeThoughts: true },
  high: { thinkingBudget: 24_576, includeThoughts: true },
})

/** Thinking that cannot be turned off, only down. */
const levels = (least: string): Record<Wish, JsonObject> => ({
  off: { thinkingLevel: least },
  low: { thinkingLevel: 'LOW', includeThoughts: true },
  medium: { thinkingLevel: 'MEDIUM', includeThoughts: true },
  high: { thinkingLevel: 'HIGH', includeThoughts: true },
})

/** The first row that fits. New models come with the newest behaviour, so they need no row. */
const generations: readonly Generation[] = [
  { models: /gemma/, systemInstruction: false },
  { models: /gemini-(1|2\.0)/, systemInstruction: true },
  { models: /gemini-2\.5-pro/, systemInstruction: true, thinking: budgets(128) },
  { models: /gemini-2\.5/, systemInstruction: true, thinking: budgets(0) },
  { models: /gemini-.*pro/, systemInstruction: true, thinking: levels('LOW') },
  { models: /gemini/, systemInstruction: true, thinking: levels('MINIMAL') },
]

const unknown: Generation = { models: /(?:)/, systemInstruction: true }

export function generationOf(model: string): Generation {
  return generations.find(({ models }) => models.test(model)) ?? unknown
}
