import type { Cost, Message } from '../chat/message'
import type { ModelInfo } from '../chat/model-info'
import type { ModelPrice } from '../chat/settings'
import type { Usage } from '../chat/usage'

/** What is known of a provider's prices. */
export type PriceTable = {
  /** The user's own, by model id. */
  own: Record<string, ModelPrice>
  /** The provider's list, where it names prices. */
  listed: readonly ModelInfo[]
}

/**
 * What an answer cost, from the best source there is: the provider's word, the user's table, the provider's list.
 * Undefined where none of them tells. An answer that was stopped or failed costs what was used up to then.
 */
export function costOf(message: Pick<Message, 'usage' | 'model' | 'answeredBy'>, prices: PriceTable): Cost | undefined {
  const { usage, model, answeredBy } = message
  if (!usage) return undefined
  if (usage.costUsd !== undefined) return { usd: usage.costUsd, source: 'reported' }
  // The one that answered first: what was asked for may be a name for whichever is best today.
  const names = [answeredBy, model].filter((name) => name !== undefined)
  const own = names.map((name) => ownPrice(prices.own, name)).find((price) => price !== undefined)
  const listed = names.map((name) => listedPrice(prices.listed, name)).find((price) => price !== undefined)
  const price = own ?? listed
  const usd = price && priceOf(usage, price)
  return usd === undefined ? undefined : { usd, source: own ? 'own-prices' : 'listed-prices' }
}

function ownPrice(own: Record<string, ModelPrice>, model: string): ModelPrice | undefined {
  return Object.hasOwn(own, model) ? own[model] : undefined
}

function listedPrice(models: readonly ModelInfo[], id: string): ModelPrice | undefined {
  const model = models.find((one) => one.id === id)
  if (model?.inputPrice === undefined || model.outputPrice === undefined) return undefined
  return { inputPrice: model.inputPrice, outputPrice: model.outputPrice }
}

/** Undefined when a figure is missing that costs something: half a sum would pass for a whole one. */
function priceOf(usage: Usage, { inputPrice, outputPrice, cachedInputPrice = inputPrice }: ModelPrice) {
  const { inputTokens, outputTokens, cachedInputTokens = 0 } = usage
  if (inputTokens === undefined && (inputPrice > 0 || cachedInputPrice > 0)) return undefined
  if (outputTokens === undefined && outputPrice > 0) return undefined
  // Input includes what was read from a cache, output includes reasoning.
  const cached = Math.min(cachedInputTokens, inputTokens ?? 0)
  const fresh = (inputTokens ?? 0) - cached
  return (fresh * inputPrice + cached * cachedInputPrice + (outputTokens ?? 0) * outputPrice) / 1_000_000
}
