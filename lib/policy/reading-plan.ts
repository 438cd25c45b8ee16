import { likelyTokens, speedOf } from '../chat/run-metrics'
import type { RunRecord } from '../chat/run-record'
import { costOf, type PriceTable } from './cost'

/** What a model is taken to hold that does not say. */
const assumedWindow = 8_192
/** Of a window, what is kept free for the answer where the preset does not say. */
const answerTokens = 1_024
/** Below this a text is in no room at all. */
const leastRoom = 256
/** Longer sections are read less well, and a failed one costs more. */
const usualPortion = 6_000
/** So many parts at least should fit when only some are sent. */
const leastParts = 8
const longestPart = 1_500

/** Tokens, all by the careful guess: rather too many than too few. */
export type Room = {
  /** For attached text, beside everything else that is sent. */
  text: number
  /** Of one section of those that are read one after the other. */
  section: number
  /** Of one part of those that are chosen among. */
  part: number
}

export type Model = {
  contextWindow?: number | undefined
  maxOutputTokens?: number | undefined
  /** It runs on this machine, where what a longer prompt needs is memory. */
  local: boolean
}

/** How many sections are asked for at the same time, where the reader's limits allow it. */
export function sectionsAtOnce(local: boolean): number {
  return local ? 1 : 3
}

/** @param besides what is sent beside the text. */
export function roomIn({ contextWindow = assumedWindow, maxOutputTokens, local }: Model, besides: number): Room {
  const answer = Math.min(maxOutputTokens ?? answerTokens, contextWindow / 4)
  const text = Math.max(leastRoom, Math.floor(contextWindow - answer - besides))
  const section = Math.min(text, local ? usualPortion : Math.max(usualPortion, Math.floor(contextWindow / 8)))
  return { text, section, part: Math.max(128, Math.min(longestPart, Math.floor(text / leastParts))) }
}

/** A careful guess may be half as much again as the truth; a server that counts is asked when it may well fit. */
const likely = likelyTokens('aaa')

/**
 * Whether a prompt of so many tokens can be sent in one piece. Where nothing is known of the model, yes: its server
 * counts. On this machine the careful guess decides, since there a prompt that is too long may be cut without a word.
 */
export function fitsIn({ contextWindow, maxOutputTokens, local }: Model, promptTokens: number): boolean {
  if (contextWindow === undefined) return true
  const answer = Math.min(maxOutputTokens ?? answerTokens, contextWindow / 4)
  return (local ? promptTokens : promptTokens * likely) + answer <= contextWindow
}

/** How fast a model has been lately. */
export type Pace = { firstTokenMs: number; tokensPerSecond: number }

const recent = 10

/** From the newest runs of the same model; undefined where it was never measured. */
export function paceOf(runs: readonly RunRecord[], providerId: string, model: string): Pace | undefined {
  const measured = runs
    .filter((run) => run.providerId === providerId && run.model === model && run.status === 'complete')
    .flatMap((run) => {
      const speed = speedOf({
        metrics: run.metrics,
        outputTokens: run.outputTokens,
        reasoningTokens: run.reasoningTokens,
        estimatedTokens: run.likelyTokens,
      })
      const { firstTokenMs } = run.metrics
      return speed && firstTokenMs !== undefined ? [{ firstTokenMs, tokensPerSecond: speed.tokensPerSecond }] : []
    })
    .slice(0, recent)
  if (measured.length === 0) return undefined
  return {
    firstTokenMs: median(measured.map((one) => one.firstTokenMs)),
    tokensPerSecond: median(measured.map((one) => one.tokensPerSecond)),
  }
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}

/** What the notes on a section, and an answer, are likely to come to. */
const noteTokens = 200
const answerLikely = 500

/** What a reading is likely to take. `usd` and `ms` are absent where nothing tells. */
export type Estimate = { tokens: number; usd?: number; ms?: number }

/**
 * @param sections tokens of each section that is asked for in a request of its own; none when all is sent in one.
 * @param once tokens that are sent once; `besides`: those that go along with each request.
 */
export function estimate(
  { sections, once, besides }: { sections: readonly number[]; once: number; besides: number },
  { model, prices, pace, atOnce }: { model: string; prices: PriceTable; pace: Pace | undefined; atOnce: number },
): Estimate {
  const notes = sections.length * noteTokens
  const read = sections.reduce((sum, tokens) => sum + tokens + besides, once + besides) * likely
  const inputTokens = Math.round(read + notes)
  const cost = costOf({ usage: { inputTokens, outputTokens: notes + answerLikely }, model }, prices)
  const rounds = Math.ceil(sections.length / atOnce)
  const ms = pace && rounds * writing(pace, noteTokens) + writing(pace, answerLikely)
  return { tokens: inputTokens, ...(cost ? { usd: cost.usd } : {}), ...(ms === undefined ? {} : { ms }) }
}

function writing({ firstTokenMs, tokensPerSecond }: Pace, tokens: number): number {
  return firstTokenMs + (tokens / tokensPerSecond) * 1_000
}
