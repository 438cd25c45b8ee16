import type { ModelPrice } from '../../lib/chat/settings'
import { coerceNumber } from '../../lib/policy/coerce'

/** One model's prices as they are typed, in US dollars per million tokens. */
export type PriceRow = { id: string; model: string; input: string; output: string; cached: string }

export type PriceProblem = Partial<Record<'model' | 'input' | 'output' | 'cached', string>>

const mostDollars = 100_000

export function priceRows(prices: Record<string, ModelPrice>): PriceRow[] {
  return Object.entries(prices).map(([model, { inputPrice, outputPrice, cachedInputPrice }], index) => ({
    id: `saved-${index}`,
    model,
    input: String(inputPrice),
    output: String(outputPrice),
    cached: cachedInputPrice === undefined ? '' : String(cachedInputPrice),
  }))
}

/** The prices the rows come to, and what is wrong, by row. A row without anything in it does not count. */
export function checkPrices(rows: readonly PriceRow[]): {
  prices: Record<string, ModelPrice>
  problems: Record<string, PriceProblem>
} {
  const prices = new Map<string, ModelPrice>()
  const problems: Record<string, PriceProblem> = {}
  for (const row of rows) {
    if ([row.model, row.input, row.output, row.cached].every((text) => text.trim() === '')) continue
    const model = row.model.trim()
    const problem: PriceProblem = {}
    const read = (field: 'input' | 'output' | 'cached'): number | undefined => {
      const coerced = coerceNumber(row[field].replace(/^\s*(US)?\$/, ''))
      if (!coerced.ok) problem[field] = coerced.problem
      else if (coerced.value === undefined && field !== 'cached') problem[field] = 'Enter the price; 0 if it is free.'
      else if (coerced.value !== undefined && (coerced.value < 0 || coerced.value > mostDollars)) {
        problem[field] = 'Enter 0 to 100,000 dollars.'
      } else return coerced.value
      return undefined
    }
    if (model === '') problem.model = 'Name the model.'
    else if (prices.has(model)) problem.model = 'This model is there twice.'
    const [inputPrice, outputPrice, cachedInputPrice] = [read('input'), read('output'), read('cached')]
    if (Object.keys(problem).length > 0) problems[row.id] = problem
    if (model === '' || prices.has(model)) continue
    prices.set(model, {
      inputPrice: inputPrice ?? 0,
      outputPrice: outputPrice ?? 0,
      ...(cachedInputPrice === undefined ? {} : { cachedInputPrice }),
    })
  }
  return { prices: Object.fromEntries(prices), problems }
}
