import { describe, expect, it } from 'vitest'
import type { EarlyWords } from '../../../components/chat/composer/early-field'
import { meant } from '../../../components/chat/composer/use-early-words'

const key = { key: 'Enter', keyCode: 13, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }

function written(text: string, at?: number, keys: Partial<typeof key> = {}): EarlyWords {
  // What is read of a keyboard's event; this place has no browser.
  const event = { ...key, ...keys, isComposing: false } as KeyboardEvent
  return { text, cursor: text.length, enter: at === undefined ? undefined : { event, at } }
}

describe('words that were written before the panel stood', () => {
  it('are sent by the key that was chosen', () => {
    expect(meant(written('Why?'), 'enter')).toEqual({ text: 'Why?', cursor: 4, sends: false })
    expect(meant(written('Why?', 4), 'enter')).toEqual({ text: 'Why?', cursor: 4, sends: true })
    expect(meant(written('Why?', 4, { ctrlKey: true }), 'ctrl-enter').sends).toBe(true)
    // Pressed twice, the second time as a line: nothing says yet that the first was heard.
    expect(meant(written('Why?\n', 4), 'enter')).toEqual({ text: 'Why?', cursor: 4, sends: true })
  })

  it('break their line by the other', () => {
    expect(meant(written('onetwo', 3), 'ctrl-enter')).toEqual({ text: 'one\ntwo', cursor: 7, sends: false })
    expect(meant(written('onetwo', 3, { ctrlKey: true }), 'enter').text).toBe('one\ntwo')
    expect(meant({ ...written('onetwo', 3), cursor: 2 }, 'ctrl-enter').cursor).toBe(2)
  })

  it('stay where Enter would have chosen from a list, or more was written after it', () => {
    for (const text of ['/summ', 'Compare with @news'])
      expect(meant(written(text, text.length), 'enter')).toEqual({ text, cursor: text.length, sends: false })
    expect(meant(written('Why?And how', 4), 'enter')).toEqual({ text: 'Why?\nAnd how', cursor: 12, sends: false })
  })
})
