import type { NewText } from '../../chat/write-back'
import type { Field } from './fields'
import { textIn } from './field-text'

/** `paragraph`: they begin one. */
type Words = NewText & { paragraph: boolean }

/**
 * In Firefox a page cannot read what a script of an extension puts into an event, and would paste nothing; what editors
 * make there of inserted HTML is no better (Lexical: nothing at all).
 */
const canPaste = !('wrappedJSObject' in globalThis)

/** How long an editor may take to draw what it took, in milliseconds. */
const patienceMs = 1_000
/** Between two looks at it. */
const lookMs = 20

/**
 * Writes over what is selected in a field, through the browser's own editing: the field's undo takes it back, and an
 * editor with a model of its own hears of it as of typed or pasted words. Returns whether anything changed.
 */
export async function writeWords(document: Document, field: Field, words: Words): Promise<boolean> {
  const { text, paragraph } = words
  const html = canPaste ? words.html : undefined
  const earlier = textIn(field)
  const isPlain = field.kind !== 'rich' || (html === undefined && !text.includes('\n'))
  if (isPlain) {
    document.execCommand('insertText', false, text)
    return changed(field, earlier)
  }
  // Several paragraphs, or formatted ones, are what editors take from the clipboard; some join lines that are typed.
  // The first block joins the line that the cursor is on: an empty one keeps the first of ours apart.
  const taken = canPaste && paste(field.element, text, html === undefined || !paragraph ? html : `<p></p>${html}`)
  if (taken && (await changed(field, earlier))) return true
  if (html !== undefined && insertHtml(document, paragraph ? `<p><br></p>${html}` : html))
    return changed(field, earlier)
  document.execCommand('insertText', false, text)
  return changed(field, earlier)
}

/** Returns whether the page has taken it in hand: the browser itself does nothing with a paste that nobody made. */
function paste(element: HTMLElement, text: string, html: string | undefined): boolean {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  if (html !== undefined) clipboardData.setData('text/html', html)
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true })
  return !element.dispatchEvent(event)
}

function insertHtml(document: Document, html: string): boolean {
  try {
    return document.execCommand('insertHTML', false, html)
  } catch {
    // The page wants every piece of HTML to be vouched for: then the words go in without their formatting.
    return false
  }
}

async function changed(field: Field, earlier: string): Promise<boolean> {
  const end = Date.now() + patienceMs
  while (textIn(field) === earlier) {
    if (Date.now() >= end) return false
    // oxlint-disable-next-line no-await-in-loop -- each look waits for the page to get further
    await new Promise((resolve) => setTimeout(resolve, lookMs))
  }
  return true
}
