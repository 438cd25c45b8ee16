import type { FieldKind, WriteAnswer } from '../../lib/chat/write-back'
import { isMac } from '../shortcuts/mac'

type Said = { tone: 'danger' | 'info' | 'success'; sentence: string }

const undo = `${isMac ? '⌘Z' : 'Ctrl+Z'} in the field undoes it`
const copyInstead = 'Copy the text and paste it by hand.'

/** What an answer of the page means for the reader; undefined where all is as it should be. */
export function sentenceOf({ state }: WriteAnswer, hasSelection: boolean): Said | undefined {
  switch (state) {
    case 'ready':
      return undefined
    case 'changed':
      return { tone: 'info', sentence: hasSelection ? changedToSelection : changedToEnd }
    case 'gone':
      return { tone: 'danger', sentence: `The field is not on the page any more. ${copyInstead}` }
    case 'read-only':
      return { tone: 'danger', sentence: `The page takes no text in this field now. ${copyInstead}` }
    case 'secret':
      return { tone: 'danger', sentence: 'Gloss writes into no field for passwords, cards or codes.' }
    case 'refused':
      return { tone: 'danger', sentence: `The page let nothing be written. ${copyInstead}` }
    case 'differently':
      return {
        tone: 'info',
        sentence: `The page took the text and made something else of it. Look at it there; ${undo}.`,
      }
    case 'written':
      return { tone: 'success', sentence: `It stands in the page. ${undo}.` }
  }
}

const changedToSelection =
  'The field has changed: the words you asked about are not there any more. Below is what you have selected in it now.'
const changedToEnd =
  'The field has changed: the words you asked about are not there any more. You can add the text at its end.'

/** The form in which an answer is written. */
export type Form = 'plain' | 'markdown' | 'formatted'

export const formNames: Record<Form, string> = {
  plain: 'Plain text',
  markdown: 'Markdown',
  formatted: 'With formatting',
}

/** In which forms a field takes an answer, the usual one first. */
export function formsFor(kind: FieldKind, isMarked: boolean): Form[] {
  if (!isMarked || kind === 'line') return ['plain']
  // Firefox lets no script of an extension paste.
  if (kind === 'rich') return import.meta.env.FIREFOX ? ['plain'] : ['formatted', 'plain']
  return ['plain', 'markdown']
}
