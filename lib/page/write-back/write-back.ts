import type { FieldPlace, NewText, WriteAnswer, WriteRequest } from '../../chat/write-back'
import { isSensitive } from '../sensitive-field'
import { candidates, type Field } from './fields'
import { select, selectedStretch, textIn } from './field-text'
import { insertionAfter } from './insertion'
import { locate, pointIn, stretchOf, type Stretch } from './locate'
import { addressOf, canTake, placeOf } from './remember-field'
import { writeWords } from './write-words'

/** Looks for a field in this frame, or writes into it; never over words that are not those it was told of. */
export async function writeBack(request: WriteRequest): Promise<WriteAnswer> {
  const { place } = request
  const fields = candidates(document, place, isSamePage(request))
  const [first] = fields
  if (!first) return { state: 'gone' }
  const found = fields.map((field) => ({ field, stretch: locate(textIn(field), place) }))
  const { field = first, stretch } = found.find((one) => one.stretch !== undefined) ?? {}
  if (field.kind !== 'rich' && isSensitive(field.element)) return { state: 'secret' }
  if (!canTake(field)) return { state: 'read-only' }
  if (!stretch) return { state: 'changed', place: placed(place, field, insteadOf(field)) }
  if (request.act === 'look') return { state: 'ready', place: placed(place, field, stretch) }
  return write(field, stretch, request)
}

/** Another page may stand in the tab by now, with fields that call themselves the same. */
function isSamePage({ url }: WriteRequest): boolean {
  const bare = (address: string) => address.replace(/#.*$/s, '')
  return bare(addressOf(document)) === bare(url)
}

const placed = ({ frameId }: FieldPlace, field: Field, stretch: Stretch): FieldPlace => ({
  ...placeOf(field, stretch),
  frameId,
})

/** What the reader has selected in the field now, or else its end. */
function insteadOf(field: Field): Stretch {
  const text = textIn(field)
  const selected = selectedStretch(document, field)
  const stretch = selected && stretchOf(text, selected.from, selected.to)
  return stretch && stretch.text !== '' ? stretch : pointIn(text, text.length)
}

type Writing = NewText & { act: 'replace' | 'insert' }

async function write(field: Field, stretch: Stretch, { act, text, html }: Writing): Promise<WriteAnswer> {
  const earlier = textIn(field)
  const words = field.kind === 'line' ? text.replace(/\s*\n\s*/g, ' ').trim() : text
  const { at, lead, paragraph } =
    act === 'insert'
      ? insertionAfter(earlier, stretch, field.kind, words)
      : { at: stretch.start, lead: '', paragraph: false }
  const to = act === 'insert' ? at : at + stretch.text.length
  await select(document, field, at, to)
  const formatted = html === undefined ? {} : { html }
  const isWritten = await writeWords(document, field, { text: lead + words, ...formatted, paragraph })
  if (!isWritten) return { state: 'refused' }
  const expected = earlier.slice(0, at) + lead + words + earlier.slice(to)
  const isAsMeant = field.kind === 'rich' ? isAlike(field, expected, html) : textIn(field) === expected
  return { state: isAsMeant ? 'written' : 'differently' }
}

/** An editor may set its paragraphs as it likes; of what has formatting the marks of lists become other marks. */
function isAlike(field: Field, expected: string, html: string | undefined): boolean {
  const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
  return html !== undefined || lettersOf(textIn(field)) === lettersOf(expected)
}
