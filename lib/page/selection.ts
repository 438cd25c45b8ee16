import { factsOf, own } from './document-facts'
import { layoutSight, type Sight } from './hidden-text'
import { stripInvisible } from './invisible-characters'
import { toMarkdown } from './markdown'
import { caps, cutAt, cutAtBlock, leftOut, UnreadableError, type SelectionContent } from './page-content'
import { isSensitive, isTextField, selectedIn } from './sensitive-field'
import { selectedRange } from './selected-range'
import { headingBefore, paragraphAround } from './selection-context'
import { copyRange } from './range-copy'
import { focusedIn } from './focused'

/** What plain text would lose. */
const structure = 'ul, ol, table, pre, code, a[href], h1, h2, h3, h4, h5, h6, blockquote'

/**
 * What is selected in this frame, with the heading above it and the paragraph around it; null when nothing is.
 * Fields for passwords, cards and one-time codes are never read.
 * @throws {UnreadableError} in the PDF viewer, which keeps its selection to itself.
 */
export function extractSelection(window: Window & typeof globalThis, sight?: Sight): SelectionContent | null {
  const { document } = window
  if (own(document, 'contentType') === 'application/pdf') throw new UnreadableError('pdf')
  const selection = window.getSelection()
  const field = focusedIn(document)
  if (isTextField(field)) {
    const chosen = isSensitive(field) ? '' : selectedIn(field)
    if (chosen.trim() !== '') return content(document, { chosen, plain: chosen })
    // A field's own selection shows in the window's words (bullets for a password), but not in its range.
    if (isSensitive(field) && (!selection || selection.isCollapsed)) return null
  }
  const plain = selection?.toString() ?? ''
  if (!selection || plain.trim() === '') return null
  const range = selectedRange(document, selection)
  if (!range) return content(document, { chosen: plain, plain })
  return fromRange(document, range, plain, sight ?? layoutSight(window))
}

function fromRange(document: Document, range: Range, plain: string, sight: Sight): SelectionContent | null {
  const copy = copyRange(document, range, sight)
  const isStructured = copy.body.querySelector(structure) !== null
  const seen = toMarkdown(copy.body, isStructured ? 'markdown' : 'plain')
  const heading = headingBefore(document, range, sight)
  const paragraph = paragraphAround(document, range, sight)
  const context = { ...(heading === '' ? {} : { heading }), ...(paragraph === '' ? {} : { paragraph }) }
  // Text that is laid invisibly over a picture of itself, as over a scanned page, is what the reader meant.
  if (seen === '') return content(document, { chosen: plain, plain, context })
  const { hiddenCharacters, hiddenText, omittedCharacters } = copy
  return content(document, { chosen: seen, plain, context, hiddenCharacters, hiddenText, omittedCharacters })
}

type Chosen = {
  chosen: string
  plain: string
  context?: SelectionContent['context']
  omittedCharacters?: number
  hiddenCharacters?: number
  hiddenText?: string
}

function content(document: Document, found: Chosen): SelectionContent | null {
  const { text, omittedCharacters } = cutAtBlock(stripInvisible(found.chosen).trim(), caps.selectionText)
  if (text === '') return null
  const { hiddenCharacters = 0, hiddenText = '' } = found
  return {
    ...factsOf(document),
    text: text.toWellFormed(),
    plain: cutAt(stripInvisible(found.plain).trim(), caps.plain).toWellFormed(),
    context: found.context ?? {},
    ...leftOut({
      omittedCharacters: omittedCharacters + (found.omittedCharacters ?? 0),
      hiddenCharacters,
      hiddenText,
    }),
  }
}
