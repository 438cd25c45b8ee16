import type { AttachmentKind } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'
import type { ChatRequest } from '../chat/request'
import { imageTokens, promptTokens, tokensOf } from '../chat/tokens'

/**
 * How far beyond the window the careful guess must be before we refuse. It may be half as much again as the truth for
 * prose, and twice as much for tables and rulers; what lies between is for the server to judge, which counts.
 */
const margin = 2
/** From the careful guess to the likely figure, which is the one to say. */
const likely = 0.75
/** Tokens below which a part is not what makes a request too long. */
const notable = 1_000

/**
 * Refuses a request that cannot fit, before it travels.
 * @throws {ChatError} `context-length`, naming the largest part of it.
 */
export function requireFit(request: ChatRequest): void {
  const { contextWindow } = request.parameters
  if (contextWindow === undefined || promptTokens(request) <= contextWindow * margin) return
  const { name, tokens } = largestPart(request)
  throw new ChatError(
    'context-length',
    `${name} is about ${rounded(tokens * likely)} tokens; this model holds ${contextWindow.toLocaleString('en')}. ` +
      'Attach less, or choose a model that holds more.',
  )
}

/** A server's refusal of a request that is too long, with the part that makes it so: servers only count. */
export function namingLargestPart(error: ChatError, request: ChatRequest): ChatError {
  // Our own refusal names it already.
  if (error.kind !== 'context-length' || error.info.status === undefined) return error
  const { kind, message, ...facts } = error.info
  const { name, tokens } = largestPart(request)
  if (tokens < notable) return error
  return new ChatError(kind, `${message} ${name} is the largest part: about ${rounded(tokens * likely)} tokens.`, {
    ...facts,
    cause: error,
  })
}

const nouns: Record<AttachmentKind, string> = {
  selection: 'selection from',
  page: 'page',
  element: 'part of',
  pdf: 'PDF',
  transcript: 'transcript of',
  file: 'file',
  image: 'image',
}

type Part = { name: string; tokens: number }

function largestPart(request: ChatRequest): Part {
  const documents: Part[] = request.documents.map(({ kind, title, text }) => ({
    name: `The ${nouns[kind]} “${shortened(title)}”`,
    tokens: kind === 'image' ? imageTokens : tokensOf(text),
  }))
  const question: Part = { name: 'The question', tokens: tokensOf(request.question) }
  const instructions: Part = { name: 'The system prompt', tokens: tokensOf(request.system ?? '') }
  const named = [...documents, question, instructions]
  const rest = promptTokens(request) - named.reduce((sum, { tokens }) => sum + tokens, 0)
  const parts = [...named, { name: 'What was said so far', tokens: rest }]
  return parts.reduce((largest, part) => (part.tokens > largest.tokens ? part : largest))
}

function shortened(title: string): string {
  return title.length <= 60 ? title : `${title.slice(0, 59).trimEnd()}…`
}

/** Two digits that count: the figure is a guess and should look like one. */
function rounded(tokens: number): string {
  return Number(tokens.toPrecision(2)).toLocaleString('en')
}
