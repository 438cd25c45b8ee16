import type { ChatParameters } from '../../chat/request'
import type { JsonObject } from '../json'

type Wish = NonNullable<ChatParameters['reasoning']>

/** What the body of a request says for each wish for thinking, and the tokens that this adds to the answer's own. */
type Thinking = Record<Wish, { body: JsonObject; tokens: number }>

/** What a generation of models takes. */
export type Generation = {
  /** On the model's id, wherever it stands in it: gateways put names of their own before it. */
  models: RegExp
  /** Most tokens of one answer, thinking included: more is refused. Undefined where it is not known. */
  mostTokens?: number
  /** Undefined where the models cannot think: the wish is then not sent. */
  thinking?: Thinking
}

const none = { body: {}, tokens: 0 }
const off = { body: { thinking: { type: 'disabled' } }, tokens: 0 }

/** Up to 4.5 thinking is bought by the token; the budget has to be smaller than the limit of the whole answer. */
const byBudget: Thinking = { off: none, low: budget(2_048), medium: budget(8_192), high: budget(16_384) }

/** From 4.6 on the model decides; the newest say nothing of what they think unless asked to sum it up. */
const byEffort: Thinking = { off, low: effort('low'), medium: effort('medium'), high: effort('high') }

/** The first row that fits. New models come with the newest behaviour, so they need no row. */
const generations: readonly Generation[] = [
  { models: /claude-(3-(opus|sonnet|haiku)|2|instant)/, mostTokens: 4_096 },
  { models: /claude-3-5-/, mostTokens: 8_192 },
  { models: /claude-3-7-/, mostTokens: 64_000, thinking: byBudget },
  { models: /opus-4(-[01])?(?!-?\d{1,2}(?!\d))/, mostTokens: 32_000, thinking: byBudget },
  { models: /sonnet-4(-0)?(?!-?\d{1,2}(?!\d))/, mostTokens: 64_000, thinking: byBudget },
  { models: /(opus|sonnet|haiku)-4-5(?!\d)/, mostTokens: 64_000, thinking: byBudget },
  { models: /(opus|sonnet|haiku)-4-6(?!\d)/, mostTokens: 128_000, thinking: byEffort },
  { models: /(opus|sonnet|fable)-(4-[78]|5)(?!\d)/, mostTokens: 128_000, thinking: byEffort },
  { models: /claude/, thinking: byEffort },
]

/** Somebody else's model on this wire: nothing is known of it, so that nothing is kept from it but thinking. */
const unknown: Generation = { models: /(?:)/ }

export function generationOf(model: string): Generation {
  const id = model.replaceAll('.', '-')
  return generations.find(({ models }) => models.test(id)) ?? unknown
}

function budget(tokens: number): { body: JsonObject; tokens: number } {
  return { body: { thinking: { type: 'enabled', budget_tokens: tokens } }, tokens }
}

function effort(level: string): { body: JsonObject; tokens: number } {
  return {
    body: { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: level } },
    tokens: 0,
  }
}
