import type { FieldPlace } from '../chat/write-back'

/** Where in a page a selection could be written over; the frame's number is known to whoever asked the frame. */
export type FoundField = Omit<FieldPlace, 'frameId'>

/** What the injected scripts hand back. The page could lie: whoever receives it parses it again. */
export type PageContent = {
  url: string
  title: string
  /** BCP 47, as the page declares it. */
  language?: string
  /** Markdown. */
  text: string
  /** Characters after the cap, which were left out. */
  omittedCharacters?: number
  /** Characters of text that the reader cannot see, which were left out. */
  hiddenCharacters?: number
  /** The start of that text, one piece a line. */
  hiddenText?: string
  /** The site's icon as a `data:` address, where the page itself holds one. */
  icon?: string
}

export type SelectionContent = {
  url: string
  title: string
  language?: string
  /** Markdown where the selection holds lists, tables, code or links; plain text otherwise. */
  text: string
  /** The selection as the browser writes it, cut: tells whether it is the one that the context menu named. */
  plain: string
  context: { heading?: string; paragraph?: string }
  /** The editable place that it was taken from, where words can be put into that. */
  field?: FoundField
  omittedCharacters?: number
  hiddenCharacters?: number
  hiddenText?: string
}

/** In characters (UTF-16 units), cut inside the page so that a giant page never crosses processes. */
export const caps = {
  pageText: 400_000,
  selectionText: 100_000,
  paragraph: 1_500,
  title: 500,
  heading: 300,
  url: 8_192,
  language: 35,
  plain: 400,
  hiddenText: 20_000,
  icon: 16_384,
} as const

export type UnreadableReason = 'pdf' | 'empty' | 'nothing-selected' | 'failed'

/** An injected script that throws gives a silent `null`, so that it returns its failures instead. */
export type Envelope<Value> = { ok: true; value: Value } | { ok: false; reason: UnreadableReason; message: string }

/** Why a page or a selection gives no text, where that is no defect of ours. */
export class UnreadableError extends Error {
  readonly reason: UnreadableReason

  constructor(reason: UnreadableReason) {
    super(reason)
    this.reason = reason
  }
}

/** What was left out, as an answer tells it: nothing of it where there was nothing. */
export function leftOut(found: { omittedCharacters: number; hiddenCharacters: number; hiddenText: string }): {
  omittedCharacters?: number
  hiddenCharacters?: number
  hiddenText?: string
} {
  const { omittedCharacters, hiddenCharacters } = found
  const hiddenText = cutAt(found.hiddenText, caps.hiddenText).toWellFormed()
  return {
    ...(omittedCharacters > 0 ? { omittedCharacters } : {}),
    ...(hiddenCharacters > 0 ? { hiddenCharacters } : {}),
    ...(hiddenText === '' ? {} : { hiddenText }),
  }
}

/** Runs `read` and wraps its value or its failure. */
export function enveloped<Value>(read: () => Value): Envelope<Value> {
  try {
    return { ok: true, value: read() }
  } catch (error) {
    if (error instanceof UnreadableError) return { ok: false, reason: error.reason, message: error.message }
    return { ok: false, reason: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

/** The start of `text`, at most `cap` characters, never ending inside a surrogate pair. */
export function cutAt(text: string, cap: number): string {
  if (text.length <= cap) return text
  const last = text.charCodeAt(cap - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? cap - 1 : cap)
}

/** The start of `text` up to the last block that ends within `cap`, and how many characters that leaves out. */
export function cutAtBlock(text: string, cap: number): { text: string; omittedCharacters: number } {
  if (text.length <= cap) return { text, omittedCharacters: 0 }
  const start = cutAt(text, cap)
  const block = start.lastIndexOf('\n\n')
  const line = start.lastIndexOf('\n')
  // A page of one endless line has no block to end at: better a hard cut than nothing.
  const end = block > cap / 2 ? block : line > cap / 2 ? line : start.length
  return { text: start.slice(0, end).trimEnd(), omittedCharacters: text.length - end }
}
