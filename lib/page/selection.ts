import { factsOf, own } from './document-facts'
import { layoutSight, type Sight } from './hidden-text'
import { stripInvisible } from './invisible-characters'
import { toMarkdown } from './markdown'
import { caps, cutAt, cutAtBlock, UnreadableError, type SelectionContent } from './page-content'
import { isSensitive, isTextField, selectedIn } from './sensitive-field'
import { headingBefore, paragraphAround } from './selection-context'
import { copyRange } from './range-copy'

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
    if (chosen.trim() !== '') return content(document, chosen, chosen, {})
    // A field's own selection shows in the window's words (bullets for a password), but not in its range.
    if (isSensitive(field) && (!selection || selection.isCollapsed)) return null
  }
  const plain = selection?.toString() ?? ''
  if (!selection || plain.trim() === '') return null
  const range = selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined
  // A selection inside a shadow root has words but, seen from outside, no range.
  if (!range || range.collapsed) return content(document, plain, plain, {})
  return fromRange(document, range, plain, sight ?? layoutSight(window))
}

function fromRange(document: Document, range: Range, plain: string, sight: Sight): SelectionContent | null {
  const copy = copyRange(document, range, sight)
  const isStructured = copy.body.querySelector(structure) !== null
  const seen = toMarkdown(copy.body, isStructured ? 'markdown' : 'plain')
  const heading = headingBefore(document, range, sight)
  const paragraph = paragraphAround(document, range, sight)
  // Text that is laid invisibly over a picture of itself, as over a scanned page, is what the reader meant.
  return content(
    document,
    seen === '' ? plain : seen,
    plain,
    { ...(heading === '' ? {} : { heading }), ...(paragraph === '' ? {} : { paragraph }) },
    seen === '' ? 0 : copy.hiddenCharacters,
  )
}

function content(
  document: Document,
  chosen: string,
  plain: string,
  context: SelectionContent['context'],
  hiddenCharacters = 0,
): SelectionContent | null {
  const { text, omittedCharacters } = cutAtBlock(stripInvisible(chosen).trim(), caps.selectionText)
  if (text === '') return null
  return {
    ...factsOf(document),
    text: text.toWellFormed(),
    plain: cutAt(stripInvisible(plain).trim(), caps.plain).toWellFormed(),
    context,
    ...(omittedCharacters > 0 ? { omittedCharacters } : {}),
    ...(hiddenCharacters > 0 ? { hiddenCharacters } : {}),
  }
}

/** The focused element, through shadow roots. */
function focusedIn(document: Document): Element | null {
  let focused = own(document, 'activeElement')
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused
}
