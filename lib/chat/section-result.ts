import type { Usage } from './usage'

/** What a model found in one section of a long text, for one question. */
export type SectionResult = {
  /** SHA-256 of all that it depends on: the text, the question, the model, and how it was asked. */
  key: string
  /** The first that asked: the result goes with it. */
  conversationId: string
  /** In the model's words; empty where it said that there is nothing. */
  notes: string
  usage?: Usage
  /** Milliseconds since the epoch. */
  createdAt: number
}
