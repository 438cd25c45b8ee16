import type { TextRange } from './attachment'

/** A stretch of an attachment that an answer quotes, or nearly. */
export type Passage = {
  attachmentId: string
  /**
   * Where it stands in the attachment's text, from the first word to the last. Absent: it stands in what was read around
   * a selection.
   */
  range?: TextRange
  /** The page of a PDF on which it begins. */
  page?: number
  /** The second of a video at which it begins. */
  seconds?: number
  /** What to look for on the page: one, or several where the quote left words out. */
  needles: PassageNeedle[]
}

/** Words in the form in which texts are compared, and what stands right before and after them. */
export type PassageNeedle = { text: string; before: string; after: string }

/** `none`: no quote of what was attached, as far as can be told. */
export type QuoteVerdict = { state: 'found'; passage: Passage } | { state: 'missing' } | { state: 'none' }

/** The passage of an attachment that is most like a quote that was not found. */
export type NearPassage = { passage: Passage; words: string }

/** What a page is asked to do: light up a passage, which may take a while to appear, seek its video, or go dark. */
export type LightRequest = { needles: PassageNeedle[]; patienceMs: number } | { seconds: number } | { clear: true }

/** What became of it. */
export type LightAnswer = 'shown' | 'absent'
