import { selectedRange } from '../selected-range'
import type { Field } from './fields'
import { offsetsOf, rangeAt, readRich } from './rich-text'

/** All that a field holds, as text. */
export function textIn(field: Field): string {
  return field.kind === 'rich' ? readRich(field.element).text : field.element.value
}

/** What the reader has selected in a field, in characters of its text; undefined where that is nothing. */
export function selectedStretch(document: Document, field: Field): { from: number; to: number } | undefined {
  if (field.kind !== 'rich') {
    const { selectionStart, selectionEnd } = field.element
    if (selectionStart === null || selectionEnd === null || selectionStart === selectionEnd) return undefined
    return { from: selectionStart, to: selectionEnd }
  }
  const selection = document.defaultView?.getSelection()
  const range = selection && selectedRange(document, selection)
  if (!range || !field.element.contains(range.commonAncestorContainer)) return undefined
  return offsetsOf(readRich(field.element), range)
}

/** Moves the focus into a field, and the selection onto a stretch of it. */
export async function select(document: Document, field: Field, from: number, to: number): Promise<void> {
  const { element } = field
  element.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  element.focus({ preventScroll: true })
  if (field.kind !== 'rich') {
    field.element.setSelectionRange(from, to)
    return
  }
  const range = rangeAt(readRich(element), element, from, to)
  const heard = selectionHeard(document)
  document.defaultView
    ?.getSelection()
    ?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset)
  await heard
}

/** Editors with a model of their own learn of a selection by an event, which comes later, or not at all. In ms. */
const mostWaiting = 80

function selectionHeard(document: Document): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      document.removeEventListener('selectionchange', done)
      clearTimeout(timer)
      // Behind the listeners of the page.
      setTimeout(resolve)
    }
    const timer = setTimeout(done, mostWaiting)
    document.addEventListener('selectionchange', done)
  })
}
