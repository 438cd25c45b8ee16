/** `line`: an input of one line; `text`: a textarea; `rich`: whatever else the page lets the reader write in. */
export const fieldKinds = ['line', 'text', 'rich'] as const
export type FieldKind = (typeof fieldKinds)[number]

/** A stretch of what an editable field holds, and how to find it again. */
export type FieldPlace = {
  kind: FieldKind
  /** Names the element among those that are remembered in the document it was found in. */
  token: string
  /** The frame of the tab. Only a hint: frames are numbered anew when a page is loaded again. */
  frameId: number
  /** The way down from the root, by the number of each child; one list for each shadow root on the way. */
  path: number[][]
  /** What the element calls itself. */
  signature: string
  /** Where the words begin in the text of the field, in characters. */
  start: number
  /** The words exactly as they stand there; empty for a place between words. */
  text: string
  /** What stands right before and behind them. */
  before: string
  after: string
}

/** `text` is what to write; `html` the same with its formatting, for fields that take some. */
export type NewText = { text: string; html?: string }

/** What a page is asked to do with a field. `url`: the address of the document that the field was found in. */
export type WriteRequest = { place: FieldPlace; url: string } & (
  | { act: 'look' }
  | ({ act: 'replace' | 'insert' } & NewText)
)

export const closedStates = ['gone', 'read-only', 'secret'] as const
/** Why a field cannot be written into: it is not there any more, takes no words, or is for a password or the like. */
type ClosedState = (typeof closedStates)[number]

/**
 * `ready`: the words stand where `place` says. `changed`: they do not; `place` is what the reader has selected in the
 * field now, or its end. `written`, or `differently`: the page took the words, and made something else of them.
 * `refused`: the page let nothing be written.
 */
export type WriteAnswer =
  | { state: 'ready' | 'changed'; place: FieldPlace }
  | { state: ClosedState }
  | { state: 'written' | 'differently' | 'refused' }
