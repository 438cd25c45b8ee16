import type { FieldPlace } from './write-back'

export const attachmentKinds = ['selection', 'page', 'element', 'pdf', 'transcript', 'file', 'image'] as const

/**
 * `element`: a part of a page that the reader picked; `transcript`: what is said in a video; `image`: a picture, of a
 * page or from a file, with no text of its own.
 */
export type AttachmentKind = (typeof attachmentKinds)[number]

/** What each kind is called in a sentence. */
export const attachmentNouns: Record<AttachmentKind, string> = {
  selection: 'selection',
  page: 'page',
  element: 'part of the page',
  pdf: 'PDF',
  transcript: 'transcript',
  file: 'file',
  image: 'image',
}

/** From this character of the text on (until the next place) it stands on that page, or is said at that second. */
export type TextPlace = { from: number; page: number } | { from: number; seconds: number }

/** Characters of a text, from the first to before the last. */
export type TextRange = { from: number; to: number }

export const imageTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const

/** `data` is base64 without a `data:` prefix. Sizes in pixels, as sent. */
export type AttachedImage = {
  mediaType: (typeof imageTypes)[number]
  data: string
  width: number
  height: number
}

/**
 * A pinned snapshot: what was read, from where and when. It never changes after it was taken; refreshing and trimming
 * make a new one. What a model receives of it is exactly `attachmentText` of it, and its image.
 */
export type Attachment = {
  id: string
  kind: AttachmentKind
  /** Address and title of the page at the moment of capture. A file has its name as title, and no address. */
  url: string
  title: string
  /** Milliseconds since the epoch. */
  capturedAt: number
  /** Markdown for a page; markdown or plain text for a selection or a file. Empty only for an image. */
  text: string
  /** SHA-256 of `text`, or of an image's data, as hexadecimal. */
  hash: string
  /** BCP 47 language of the page, when it declares one. */
  language?: string
  /** For a selection: the nearest heading above it and the paragraph around it, where the page could be read. */
  context?: { heading?: string; paragraph?: string }
  /** Characters that were left out because the text was longer than the cap. */
  omittedCharacters?: number
  /**
   * Characters that stand in the page but that its reader cannot see; left out, since they could only mislead. Of a PDF
   * they are heads and feet that repeat from page to page.
   */
  hiddenCharacters?: number
  /** The start of what was left out as hidden, to be looked at; never sent. */
  hiddenText?: string
  /** Parts of `text` that the reader took out, in order and apart. Quotes are still looked up in the whole. */
  cuts?: TextRange[]
  /** Where pages or seconds begin, in order. */
  places?: TextPlace[]
  image?: AttachedImage
  /** A page read as everything that can be seen on it. Absent: its main text. */
  scope?: 'visible'
  /** The site's icon as a `data:` address. */
  icon?: string
  /** The tab it was read in. Only a hint: tabs come and go, and their numbers begin anew with the browser. */
  tabId?: number
  /** The editable place that a selection was taken from, for as long as its tab shows that page. */
  field?: FieldPlace
  /** The snapshot of the same page that this one was taken after, to ask what changed since. */
  earlierId?: string
  /** There is nothing in it: from here on the snapshot with the same kind, address and hash is not sent any more. */
  leftOut?: true
}

/** A selection that came from a place that words can be put into. */
export type WritableAttachment = Attachment & { field: FieldPlace }

export const isWritable = (attachment: Attachment): attachment is WritableAttachment => attachment.field !== undefined

/** A snapshot before it has an id: what the page room produces. */
export type Snapshot = Omit<Attachment, 'id'>

/** What says from now on that a snapshot is not sent any more. */
export function leavingOut({ kind, url, title, hash }: Attachment, now: number): Snapshot {
  return { kind, url, title, hash, capturedAt: now, text: '', leftOut: true }
}

const leavingOutMark = 'without-'

/** The id of a snapshot. That of what only leaves another out is told by its looks. */
export function attachmentIdOf({ leftOut }: Snapshot, createId: () => string): string {
  return leftOut ? leavingOutMark + createId() : createId()
}

/** Whether any of these is something to ask about. */
export function holdsAttachment(attachmentIds: readonly string[]): boolean {
  return attachmentIds.some((id) => !id.startsWith(leavingOutMark))
}
