import type { ModelInfo } from '../../lib/chat/model-info'

/** A number of tokens, short: `128K`, `200K`, `1M`. */
export function shortTokens(tokens: number): string {
  // Makers count both ways: 128,000 and 131,072 are both sold as 128K.
  const unit = tokens % 1000 !== 0 && tokens % 1024 === 0 ? 1024 : 1000
  const thousands = tokens / unit
  if (thousands < 1) return String(tokens)
  if (thousands < unit) return `${trim(thousands, thousands < 10 ? 1 : 0)}K`
  return `${trim(thousands / unit, 1)}M`
}

/** What a row says about a model, most useful first. What the provider did not say is left out. */
export function modelFacts(model: ModelInfo): string[] {
  const facts: string[] = []
  if (model.contextWindow !== undefined) facts.push(`${shortTokens(model.contextWindow)} context`)
  if (model.vision) facts.push('sees images')
  if (model.tools) facts.push('uses tools')
  if (model.thinking) facts.push('thinks')
  const price = modelPrice(model)
  if (price !== undefined) facts.push(price)
  return facts
}

/** The same in the fewest words, for a line that also holds a name: `128K`, `sees`, `tools`, `thinks`. */
export function modelTraits(model: ModelInfo): string[] {
  const traits = model.contextWindow === undefined ? [] : [shortTokens(model.contextWindow)]
  if (model.vision) traits.push('sees')
  if (model.tools) traits.push('tools')
  if (model.thinking) traits.push('thinks')
  return traits
}

/** What a million tokens cost, to send and to get, in the fewest words: `$3 / $15`. */
export function shortPrice({ inputPrice, outputPrice }: ModelInfo): string | undefined {
  if (inputPrice === undefined || outputPrice === undefined) return undefined
  return inputPrice === 0 && outputPrice === 0 ? 'free' : `${dollars(inputPrice)} / ${dollars(outputPrice)}`
}

function modelPrice({ inputPrice, outputPrice }: ModelInfo): string | undefined {
  if (inputPrice === undefined || outputPrice === undefined) return undefined
  if (inputPrice === 0 && outputPrice === 0) return 'free'
  return `${dollars(inputPrice)} in, ${dollars(outputPrice)} out per million tokens`
}

/** The models whose id or name holds every word of the filter. */
export function filterModels(models: readonly ModelInfo[], filter: string): ModelInfo[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  return models.filter((model) => {
    const text = `${model.id} ${model.name ?? ''}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

function dollars(amount: number): string {
  return amount.toLocaleString('en', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: Number.isInteger(amount) ? 0 : 2,
    maximumFractionDigits: 3,
  })
}

function trim(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)))
}
