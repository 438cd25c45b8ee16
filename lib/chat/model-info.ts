/** One row of a provider's live model list. What the provider does not say is absent. */
export type ModelInfo = {
  id: string
  name?: string
  /** Tokens the model can hold, prompt and answer together. */
  contextWindow?: number
  maxOutputTokens?: number
  vision?: boolean
  tools?: boolean
  thinking?: boolean
  /** US dollars per million tokens. */
  inputPrice?: number
  outputPrice?: number
}

/** A fetched list with its age. `error` says why the newest try failed; the models are then the last good ones. */
export type ModelList = {
  providerId: string
  models: ModelInfo[]
  /** Milliseconds since the epoch; 0 when the list was never fetched. */
  fetchedAt: number
  error?: string
}
