import { describe, expect, it } from 'vitest'
import { selectedWords } from '../../../lib/page/selected-words'
import { openPage } from './open-page'

/** A window in which this is selected, and an element has the focus. */
function windowWith(html: string, { selected = '', focus = '' }: { selected?: string; focus?: string }): Window {
  const document = openPage(`<html><body>${html}</body></html>`)
  const element = focus === '' ? null : document.querySelector(focus)
  if (element && 'value' in element) {
    const value = element.getAttribute('value') ?? element.textContent
    Object.defineProperties(element, {
      value: { value },
      selectionStart: { value: 0 },
      selectionEnd: { value: value.length },
    })
  }
  Object.defineProperty(document, 'activeElement', { value: element ?? document.body })
  const view = { document, getSelection: () => ({ toString: () => selected }) }
  return view as unknown as Window
}

describe('the words of what is selected', () => {
  it('are its first ones, on one line, without what cannot be seen', () => {
    const words = selectedWords(windowWith('<p>x</p>', { selected: '  The\n\n moon\u200B pulls.  ' }))
    expect(words).toBe('The moon pulls.')
    expect(selectedWords(windowWith('<p>x</p>', { selected: 'word '.repeat(100_000) })).length).toBeLessThanOrEqual(160)
  })

  it('are none when nothing is selected', () =>
    expect(selectedWords(windowWith('<p>x</p>', { selected: ' \n ' }))).toBe(''))

  it('are those in an ordinary field', () => {
    expect(selectedWords(windowWith('<input type="text" value="Notes">', { focus: 'input' }))).toBe('Notes')
    expect(selectedWords(windowWith('<textarea>More notes</textarea>', { focus: 'textarea' }))).toBe('More notes')
  })

  it.each([
    '<input type="password" value="hunter2">',
    '<input autocomplete="cc-number" value="4111111111111111">',
    '<input autocomplete="one-time-code" value="123456">',
    '<input type="text" name="password" value="hunter2">',
    '<input name="cvv" value="123">',
  ])('are never those of %s, nor the dots that the window has for it', (field) => {
    expect(selectedWords(windowWith(field, { focus: 'input', selected: '•••••••' }))).toBe('')
  })
})
