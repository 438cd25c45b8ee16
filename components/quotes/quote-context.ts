import { createContext } from 'react'
import type { QuoteVerdict } from '../../lib/chat/quote'
import type { QuoteChecker } from '../../lib/page/quotes/quote-checker'

/** A quote of an answer, as far as it is one. */
export type CheckedQuote = { words: string; verdict: Exclude<QuoteVerdict, { state: 'none' }> }

export type Quotes = {
  checker: Pick<QuoteChecker, 'check'>
  /** What the words were looked up on, for a sentence: “the page” or “the file”. */
  source: string
  /** Leads to the passage, or says what is known of words that were not found. */
  open: (quote: CheckedQuote, chip: HTMLElement) => void
}

/** Null where nothing is checked. It stays the same object while an answer grows: a change draws every quote anew. */
export const QuoteContext = createContext<Quotes | null>(null)
