import type { ModelInfo } from '../chat/model-info'
import type { ChatDialect, Wire } from '../chat/wire'

/** What parameters are judged for: a model, and what is asked of it over which wire. */
export type ParameterSubject = {
  /** The provider's name, for the sentences. */
  owner: string
  wire: Wire
  dialect: ChatDialect
  /** With no more than its id where the provider did not tell of it. */
  model: ModelInfo
}

/** What a wire takes, whoever speaks it. A shop narrows it by its dialect. */
type WireRules = {
  maxTemperature: number
  /** Fewest tokens an answer may be limited to. */
  leastTokens: number
  /** Refuses a limit above what the model can write, instead of lowering it. */
  refusesTokensAboveModel: boolean
  /** Most stop sequences; `dialect` where shops differ, Infinity where there is no limit or Gloss itself keeps to them. */
  mostStops: number | 'dialect'
  /** Knows stop sequences. Where not, Gloss ends the answer at them itself. */
  sendsStops: boolean
  /** Refuses stop sequences of nothing but blanks. */
  refusesBlankStops: boolean
  /** Refuses a temperature beside a top-p. */
  refusesBothSamplings: boolean
  /** Body fields that Gloss writes itself. */
  ownFields: readonly string[]
}

/** However the wire names them: who answers, what is asked, and in which form. */
const conversation = [
  'model',
  'stream',
  'messages',
  'input',
  'contents',
  'system',
  'instructions',
  'systemInstruction',
  'system_instruction',
]

const usual: WireRules = {
  maxTemperature: 2,
  leastTokens: 1,
  refusesTokensAboveModel: false,
  mostStops: Infinity,
  sendsStops: true,
  refusesBlankStops: false,
  refusesBothSamplings: false,
  ownFields: conversation,
}

const rules: Record<Wire, WireRules> = {
  reader: usual,
  ollama: { ...usual, ownFields: [...conversation, 'think'] },
  // Of several answers at once (`n`) only one could be shown.
  'openai-chat': { ...usual, mostStops: 'dialect', ownFields: [...conversation, 'n'] },
  'openai-responses': {
    ...usual,
    leastTokens: 16,
    sendsStops: false,
    // It answers later, to whoever asks again.
    ownFields: [...conversation, 'background'],
  },
  'anthropic-messages': {
    ...usual,
    maxTemperature: 1,
    refusesTokensAboveModel: true,
    refusesBlankStops: true,
    refusesBothSamplings: true,
  },
  gemini: {
    ...usual,
    refusesTokensAboveModel: true,
    mostStops: 5,
  },
}

/** What a shop takes over its wire. */
export function rulesFor({ wire, dialect }: ParameterSubject) {
  const { maxTemperature, mostStops, ...rest } = rules[wire]
  return {
    ...rest,
    maxTemperature: Math.min(maxTemperature, dialect.maxTemperature),
    mostStops: mostStops === 'dialect' ? dialect.maxStopSequences : mostStops,
  }
}

/** Whether the model takes neither temperature nor top-p: they are then left out of the request. */
export function refusesSampling({ wire, dialect, model }: ParameterSubject): boolean {
  const pattern = wire === 'anthropic-messages' ? dialect.fixedSamplingModels : dialect.reasoningModels
  return pattern !== undefined && new RegExp(pattern).test(model.id)
}

/** Whether the model refuses stop sequences, so that Gloss does not send them and ends the answer at them itself. */
export function refusesStops({ wire, dialect, model }: ParameterSubject): boolean {
  if (!rules[wire].sendsStops) return true
  if (wire !== 'openai-chat') return false
  const patterns = [dialect.reasoningModels, dialect.stopRefusingModels]
  return patterns.some((pattern) => pattern !== undefined && new RegExp(pattern).test(model.id))
}
