import { describe, expect, it } from 'vitest'
import { extractSelection } from '../../../lib/page/selection'
import { attributeSight, openFixture, openPage } from './open-page'

/** A window of which only the focus and the selection's words are known, as in a field or a shadow root. */
function openWindow(document: Document, facts: { focused?: Element | null; words?: string } = {}) {
  Object.defineProperty(Object.getPrototypeOf(document), 'activeElement', { value: facts.focused ?? null })
  const selection = { rangeCount: 0, isCollapsed: true, toString: () => facts.words ?? '' }
  return { document, getSelection: () => selection } as unknown as Window & typeof globalThis
}

function inField(id: string, start: number, end: number, words = '') {
  const document = openFixture('secrets.html')
  const focused = document.getElementById(id)
  if (focused) Object.assign(focused, { selectionStart: start, selectionEnd: end })
  return extractSelection(openWindow(document, { focused, words }), attributeSight)
}

describe('extractSelection in fields', () => {
  it('takes what is selected in an ordinary field', () => {
    expect(inField('note', 0, 8)).toMatchObject({ text: 'leave it', plain: 'leave it', context: {}, title: 'Payment' })
  })

  it.each(['a', 'b', 'c', 'd', 'e', 'f', 'g'])('never reads secret field %s, nor the bullets it shows', (id) => {
    expect(inField(id, 0, 9, '•••••••••')).toBeNull()
  })
})

describe('extractSelection elsewhere', () => {
  it('is null when nothing is selected', () => {
    expect(extractSelection(openWindow(openPage('<p>words</p>')), attributeSight)).toBeNull()
  })

  it('takes the words of a selection that shows no range', () => {
    const view = openWindow(openPage('<!doctype html><html><head><title>Shade</title></head><body></body></html>'), {
      words: ' in the sha\u200Bde ',
    })
    expect(extractSelection(view, attributeSight)).toMatchObject({ text: 'in the shade', title: 'Shade' })
  })

  it('keeps to its cap', () => {
    const view = openWindow(openPage('<p>x</p>'), { words: 'word '.repeat(30_000) })
    const read = extractSelection(view, attributeSight)
    expect(read?.text.length).toBeLessThanOrEqual(100_000)
    expect(read?.omittedCharacters).toBeGreaterThan(40_000)
  })

  it('says that a PDF viewer keeps its selection to itself', () => {
    const view = openWindow(openPage('<p>x</p>', { contentType: 'application/pdf' }))
    expect(() => extractSelection(view, attributeSight)).toThrow(expect.objectContaining({ reason: 'pdf' }))
  })
})
