import type { ChatRequest } from './request'

/** By the careful guess, too: what a picture of the largest size that models look at comes to. */
export const imageTokens = 1_024
const dense = /[\u2E80-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\uFF00-\uFFEF]/g

/**
 * A careful guess at how many tokens a text is, rather too many than too few: three characters to a token, but one
 * where a character is a word or a syllable. Prose in English has four to five to a token, so that the guess is up to
 * 1.6 times the truth there, and more for runs of the same sign.
 */
export function tokensOf(text: string): number {
  const denseCharacters = text.match(dense)?.length ?? 0
  return denseCharacters + (text.length - denseCharacters) / 3
}

/** The same guess for all that a request holds. */
export function promptTokens(request: ChatRequest): number {
  const parts = request.messages.flatMap((message) => message.parts)
  const texts = [request.system ?? '', ...parts.map((part) => (part.type === 'text' ? part.text : ''))]
  const images = parts.filter((part) => part.type === 'image').length
  return Math.ceil(texts.reduce((sum, text) => sum + tokensOf(text), images * imageTokens))
}
