/** What reading is likely to take: guesses all of it. `usd` and `ms` are absent where nothing tells. */
export type ReadingEstimate = {
  /** Sections that are read, of so many that there are. */
  sections: number
  of: number
  /** Tokens that are sent in all. */
  tokens: number
  usd?: number
  ms?: number
}

/** What can be done with a question whose attachments are longer than its model holds. */
export type ReadingPlan = {
  presetName: string
  /** Tokens that the model holds; absent where its provider does not say. */
  contextWindow?: number
  /** Tokens of the whole request. */
  tokens: number
  /** The attachment that is the most of it. */
  largestId: string
  everything: ReadingEstimate
  relevant: ReadingEstimate
}
