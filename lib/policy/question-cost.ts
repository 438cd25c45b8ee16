import { costOf, type PriceTable } from './cost'
import { fitsIn, type Model } from './reading-plan'

/** One who is asked, as far as it is known. */
export type Asked = Model & { model: string; prices: PriceTable }

/**
 * What it means to send a question, in US dollars. `usd`: for what goes out, where prices are known. `answerUsd`: for
 * the longest answer that is allowed, where that is limited. `fits`: false where it is too long for one who is asked.
 */
export type QuestionCost = { usd?: number; answerUsd?: number; fits: boolean }

/**
 * What a question comes to that is put to each of these.
 * @param tokens of all that goes out, likely. `careful`: the same by the careful guess.
 */
export function questionCost(
  asked: readonly Asked[],
  { tokens, careful }: { tokens: number; careful: number },
): QuestionCost {
  const usd = sum(asked.map((one) => price(one, { inputTokens: tokens, outputTokens: 0 })))
  const answerUsd = sum(
    asked.map((one) =>
      one.maxOutputTokens === undefined ? undefined : price(one, { inputTokens: 0, outputTokens: one.maxOutputTokens }),
    ),
  )
  return {
    fits: asked.every((one) => fitsIn(one, careful)),
    ...(usd === undefined ? {} : { usd }),
    ...(answerUsd === undefined ? {} : { answerUsd }),
  }
}

function price({ model, prices }: Asked, usage: { inputTokens: number; outputTokens: number }): number | undefined {
  return costOf({ model, usage }, prices)?.usd
}

/** Undefined when one is missing: half a sum would pass for a whole one. */
function sum(figures: readonly (number | undefined)[]): number | undefined {
  const known = figures.filter((figure) => figure !== undefined)
  return known.length === figures.length && known.length > 0 ? known.reduce((all, one) => all + one, 0) : undefined
}
