import type { AttachmentKind } from './attachment'
import type { ActionIntent } from './quick-action'

/** One text or image of a message, as a model receives it. */
export type ChatPart =
  | { type: 'text'; text: string }
  /** `data` is base64 without a `data:` prefix. */
  | { type: 'image'; mediaType: string; data: string }

export type ChatMessage = { role: 'user' | 'assistant'; parts: ChatPart[] }

export type ChatParameters = {
  temperature?: number
  topP?: number
  maxOutputTokens?: number
  stop?: string[]
  /** How much the model should think. Absent: the model's own default. */
  reasoning?: 'off' | 'low' | 'medium' | 'high'
  /** Tokens of context the model can hold, when known: Ollama loads the model with no more than this. */
  contextWindow?: number
  /** Fields merged into the body as they are. */
  extraBody?: Record<string, unknown>
}

/** A text the question is about, unrendered. */
export type RequestDocument = {
  attachmentId: string
  kind: AttachmentKind
  title: string
  url: string
  text: string
  language?: string
  heading?: string
}

/**
 * One question, ready for any wire. Model wires send `system` and `messages`, in which the documents already stand in
 * their envelopes; the built-in reader has no model to read a prompt and takes `question` and `documents` instead.
 */
export type ChatRequest = {
  model: string
  system?: string
  messages: ChatMessage[]
  parameters: ChatParameters
  /** What the user typed this turn; empty when a document was sent alone. */
  question: string
  /** Absent: `ask`. Models read the question; the built-in reader goes by this. */
  intent?: ActionIntent
  /** Everything attached so far in the conversation, newest last. */
  documents: RequestDocument[]
}
