import { own } from '../document-facts'
import { focusedIn } from '../focused'
import { caps, type FoundField } from '../page-content'
import { isSensitive, isTextField, selectedIn } from '../sensitive-field'
import { selectedRange } from '../selected-range'
import { fieldAround, pathOf, signatureOf, tokenOf, type Field } from './fields'
import { selectedStretch, textIn } from './field-text'
import { stretchOf, type Stretch } from './locate'

/** The editable place that holds what is selected in this frame; undefined where nothing can be written. */
export function rememberField(window: Window): FoundField | undefined {
  const { document } = window
  const field = selectedField(window)
  const selected = field && canTake(field) && selectedStretch(document, field)
  if (!selected) return undefined
  const stretch = stretchOf(textIn(field), selected.from, selected.to)
  // What is longer is not sent whole, so that no answer could take its place.
  if (stretch.text === '' || stretch.text.length > caps.selectionText) return undefined
  return placeOf(field, stretch)
}

function selectedField(window: Window): Field | undefined {
  const focused = focusedIn(window.document)
  if (isTextField(focused) && (isSensitive(focused) || selectedIn(focused) !== '')) return fieldAround(focused)
  const selection = window.getSelection()
  const range = selection && selectedRange(window.document, selection)
  return range ? fieldAround(range.commonAncestorContainer) : undefined
}

/** Whether words may be put into a field. */
export function canTake(field: Field): boolean {
  if (field.kind === 'rich') return field.element.isContentEditable
  const { element } = field
  return !element.readOnly && !element.disabled && !isSensitive(element)
}

export function placeOf(field: Field, stretch: Stretch): FoundField {
  const { element, kind } = field
  return { kind, token: tokenOf(element), path: pathOf(element), signature: signatureOf(element), ...stretch }
}

/** The address of a document as an attachment has it. */
export const addressOf = (document: Document): string => own(document, 'URL')
