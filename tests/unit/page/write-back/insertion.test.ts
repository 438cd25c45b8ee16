import { describe, expect, it } from 'vitest'
import type { FieldKind } from '../../../../lib/chat/write-back'
import { insertionAfter } from '../../../../lib/page/write-back/insertion'
import { pointIn, stretchOf } from '../../../../lib/page/write-back/locate'

/** The whole after `written` was put behind `words`. */
function after(whole: string, words: string, kind: FieldKind, written: string): string {
  const from = whole.indexOf(words)
  const stretch = words === '' ? pointIn(whole, whole.length) : stretchOf(whole, from, from + words.length)
  const { at, lead } = insertionAfter(whole, stretch, kind, written)
  return whole.slice(0, at) + lead + written + whole.slice(at)
}

describe('what is inserted', () => {
  it('goes right behind the words in a field of one line', () => {
    expect(after('a cat sat', 'cat', 'line', 'gato')).toBe('a cat gato sat')
  })

  it('goes right behind words in the middle of a line', () => {
    expect(after('a cat sat\nthere', 'cat', 'text', 'gato')).toBe('a cat gato sat\nthere')
  })

  it('becomes a paragraph of its own behind the end of a line', () => {
    expect(after('One.\nTwo.', 'One.', 'text', 'Uno.')).toBe('One.\n\nUno.\nTwo.')
    expect(after('One.\nTwo.', 'One.', 'rich', 'Uno.')).toBe('One.\nUno.\nTwo.')
  })

  it('never tears a line apart with several paragraphs', () => {
    expect(after('a cat sat\nthere', 'cat', 'text', 'One.\n\nTwo.')).toBe('a cat sat\n\nOne.\n\nTwo.\nthere')
  })

  it('begins an empty field without an empty line', () => {
    expect(after('', '', 'text', 'One.')).toBe('One.')
    expect(after('Old.', '', 'text', 'One.')).toBe('Old.\n\nOne.')
    expect(after('Old.', '', 'line', 'One.')).toBe('Old. One.')
  })
})
