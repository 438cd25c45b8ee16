/**
 * A pinned snapshot: what was read, from where and when. It never changes after it was taken; refreshing makes a new
 * one. What a model receives of it is exactly `text` (and, for a selection, `context`).
 */
export type Attachment = {
  id: string
  kind: 'selection' | 'page'
  /** Address and title of the page at the moment of capture. */
  url: string
  title: string
  /** Milliseconds since the epoch. */
  capturedAt: number
  /** Markdown for a page; markdown or plain text for a selection. Never empty. */
  text: string
  /** SHA-256 of `text`, as hexadecimal. */
  hash: string
  /** BCP 47 language of the page, when it declares one. */
  language?: string
  /** For a selection: the nearest heading above it and the paragraph around it, where the page could be read. */
  context?: { heading?: string; paragraph?: string }
  /** Characters that were left out because the text was longer than the cap. */
  omittedCharacters?: number
  /** Characters that stand in the page but that its reader cannot see; left out, since they could only mislead. */
  hiddenCharacters?: number
}

/** A snapshot before it has an id: what the page room produces. */
export type Snapshot = Omit<Attachment, 'id'>
