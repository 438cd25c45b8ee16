import { attachmentNouns, type Attachment, type TextRange } from '../chat/attachment'
import type { ChatPart } from '../chat/request'

/** A piece of what is sent of an attachment. `from`: where it stands in the attachment's own text, if it does. */
export type SentPiece = { text: string; from?: number }

/** What a model receives of one attachment: its text in an envelope, and its image. */
export function attachmentParts(attachment: Attachment, nonce: string): ChatPart[] {
  const text: ChatPart = { type: 'text', text: envelope(attachment, nonce) }
  const { image } = attachment
  return image ? [text, { type: 'image', mediaType: image.mediaType, data: image.data }] : [text]
}

/** An attachment's text between marks that no page can know, and so cannot close. */
export function envelope(attachment: Attachment, nonce: string): string {
  const clean = (text: string) => text.replaceAll(nonce, '')
  const attribute = (text: string) => clean(text).replace(/\s+/g, ' ').replaceAll('"', "'")
  return [
    `<page-text id="${nonce}" kind="${attachment.kind}" title="${attribute(attachment.title)}" url="${attribute(attachment.url)}">`,
    clean(attachmentText(attachment)),
    `</page-text id="${nonce}">`,
  ].join('\n')
}

/** The words of an attachment that are sent, with what surrounds a selection; the panel's preview shows this same text. */
export function attachmentText(attachment: Attachment): string {
  return sentPieces(attachment)
    .map(({ text }) => text)
    .join('')
}

/** The words that are sent, in order, each with the place that it has in the attachment's own text. */
export function sentPieces(attachment: Attachment): SentPiece[] {
  const { kind, text, cuts = [], context, omittedCharacters, image } = attachment
  const pieces: SentPiece[] = []
  let end = ''
  const add = (piece: SentPiece) => {
    if (piece.text === '') return
    pieces.push(piece)
    end = (end + piece.text.slice(-2)).slice(-2)
  }
  /** On lines of its own. */
  const say = (line: string) => {
    add({ text: pieces.length === 0 || end === '\n\n' ? '' : end.endsWith('\n') ? '\n' : '\n\n' })
    add({ text: line })
  }

  if (context?.heading) say(`Under the heading: ${context.heading}`)
  if (context?.paragraph && context.paragraph !== text) say(`The paragraph around it: ${context.paragraph}`)
  if (pieces.length > 0) say('The selected text:')
  if (image) say(imageLine(attachment, image))
  let place = 0
  for (const cut of [...sortedCuts(cuts, text.length), { from: text.length, to: text.length }]) {
    if (cut.from > place) {
      if (pieces.length > 0) add({ text: end === '\n\n' ? '' : end.endsWith('\n') ? '\n' : '\n\n' })
      add({ text: text.slice(place, cut.from), from: place })
    }
    if (cut.to > cut.from) {
      say(`[A part was left out here: ${(cut.to - cut.from).toLocaleString('en')} characters.]`)
    }
    place = cut.to
  }
  if (omittedCharacters)
    say(`[The ${attachmentNouns[kind]} goes on: ${omittedCharacters} more characters were left out.]`)
  return pieces
}

/** The words that are left of an attachment, without a word on what is not. */
export function keptText({ text, cuts = [] }: Pick<Attachment, 'text' | 'cuts'>): string {
  if (cuts.length === 0) return text
  const kept: string[] = []
  let place = 0
  for (const cut of sortedCuts(cuts, text.length)) {
    kept.push(text.slice(place, cut.from))
    place = cut.to
  }
  kept.push(text.slice(place))
  return kept
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n')
}

/** In order, apart, and inside the text, whatever was given. */
export function sortedCuts(cuts: readonly TextRange[], length: number): TextRange[] {
  const sorted: TextRange[] = []
  for (const cut of cuts.toSorted((one, other) => one.from - other.from)) {
    const last = sorted.at(-1)
    const from = Math.max(0, cut.from)
    const to = Math.min(length, cut.to)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else if (from < to) sorted.push({ from, to })
  }
  return sorted
}

type Attached = Pick<Attachment, 'kind' | 'url' | 'hash' | 'leftOut'>

/**
 * Of all that a thread refers to, in that order, what is sent: the newest form of each text and picture, unless that says
 * that it was left out.
 */
export function goingAlong<One extends Attached>(attachments: readonly One[]): One[] {
  return withoutRepeated(attachments).filter(({ leftOut }) => !leftOut)
}

/**
 * The newest form of each text and picture. The same text attached again, whole or trimmed, takes the place of what it
 * was: a reader who trims a page after the first question wants less of it to be sent, not more.
 */
export function withoutRepeated<One extends Attached>(attachments: readonly One[]): One[] {
  const newest = new Map(attachments.map((attachment) => [identityOf(attachment), attachment]))
  // One that was brought back is referred to twice.
  return [...new Set(attachments)].filter((attachment) => newest.get(identityOf(attachment)) === attachment)
}

/** What all forms of one snapshot have in common. */
export function identityOf({ kind, url, hash }: Pick<Attachment, 'kind' | 'url' | 'hash'>): string {
  return `${kind} ${hash} ${url}`
}

/** Models are told which of several pictures they look at. */
function imageLine({ title }: Attachment, { width, height }: NonNullable<Attachment['image']>): string {
  return `[An image follows: “${title.replace(/\s+/g, ' ').trim() || 'untitled'}”, ${width} × ${height} pixels.]`
}
