import { describe, expect, it } from 'vitest'
import { enterDoes } from '../../../components/chat/composer/send-key'

function press(keys: {
  shiftKey?: true
  ctrlKey?: true
  metaKey?: true
  altKey?: true
  keyCode?: number
  composing?: true
}) {
  const { composing = false, ...held } = keys
  const none = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, keyCode: 13 }
  return { key: 'Enter', ...none, ...held, nativeEvent: { isComposing: composing } }
}

describe('Enter', () => {
  it('sends, and breaks the line with Shift or Ctrl', () => {
    expect(enterDoes(press({}), 'enter')).toBe('send')
    expect(enterDoes(press({ shiftKey: true }), 'enter')).toBeUndefined()
    expect(enterDoes(press({ ctrlKey: true }), 'enter')).toBe('break')
    expect(enterDoes(press({ metaKey: true }), 'enter')).toBe('break')
  })

  it('breaks the line where Ctrl+Enter sends', () => {
    expect(enterDoes(press({}), 'ctrl-enter')).toBeUndefined()
    expect(enterDoes(press({ ctrlKey: true }), 'ctrl-enter')).toBe('send')
    expect(enterDoes(press({ metaKey: true }), 'ctrl-enter')).toBe('send')
    expect(enterDoes(press({ ctrlKey: true, shiftKey: true }), 'ctrl-enter')).toBeUndefined()
  })

  it('belongs to the input method while a word is being composed', () => {
    for (const sendKey of ['enter', 'ctrl-enter'] as const) {
      for (const held of [{}, { ctrlKey: true }] as const) {
        expect(enterDoes(press({ ...held, composing: true }), sendKey)).toBeUndefined()
        expect(enterDoes(press({ ...held, keyCode: 229 }), sendKey)).toBeUndefined()
      }
    }
  })
})
