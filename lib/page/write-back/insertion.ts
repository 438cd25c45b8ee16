import type { FieldKind } from '../../chat/write-back'
import type { Stretch } from './locate'

/** What to write where, so that new words stand behind others. `paragraph`: as a paragraph of its own. */
export type Insertion = { at: number; lead: string; paragraph: boolean }

/**
 * Words of one line go right behind the words they belong to; all else goes behind the line in which those end, as a
 * paragraph of its own.
 */
export function insertionAfter(whole: string, { start, text }: Stretch, kind: FieldKind, written: string): Insertion {
  const end = start + text.length
  const lineEnd = whole.indexOf('\n', end) === -1 ? whole.length : whole.indexOf('\n', end)
  const isInLine = whole.slice(end, lineEnd).trim() !== ''
  if (kind === 'line' || (isInLine && !written.includes('\n'))) {
    return { at: end, lead: /(^|\s)$/.test(whole.slice(0, end)) ? '' : ' ', paragraph: false }
  }
  const isFirst = whole.slice(0, lineEnd).trim() === ''
  // Paragraphs of an editor stand apart by themselves; those of plain text by an empty line.
  const gap = kind === 'rich' ? '\n' : '\n\n'
  return { at: lineEnd, lead: isFirst ? '' : gap, paragraph: !isFirst }
}
