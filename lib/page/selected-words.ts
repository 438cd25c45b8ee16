import { stripInvisible } from './invisible-characters'
import { cutAt } from './page-content'
import { isSensitive, isTextField, selectedIn } from './sensitive-field'
import { focusedIn } from './focused'

/** The first words of what is selected in a tab, and the frame it is selected in. */
export type LiveSelection = { tabId: number; frameId: number; words: string }

/** Characters that name a selection: what a line of the panel has room for, and a little more to tell it by. */
const mostWords = 160

/** The first words of what is selected in this frame, on one line; '' when nothing is, or nothing that may be read. */
export function selectedWords(window: Window): string {
  const field = focusedIn(window.document)
  if (isTextField(field)) {
    // Of these not even the length is told.
    if (isSensitive(field)) return ''
    const words = oneLineOf(selectedIn(field))
    if (words !== '') return words
  }
  return oneLineOf(window.getSelection()?.toString() ?? '')
}

function oneLineOf(text: string): string {
  // Far more than is kept: what is left after the spaces and the unseen are gone has to be enough.
  const start = text.slice(0, mostWords * 8)
  return cutAt(stripInvisible(start).replace(/\s+/g, ' ').trim(), mostWords)
}
