import { describe, expect, it } from 'vitest'
import { keysOf, keysProblem, type KeyPress } from '../../../lib/chat/action-keys'
import { actionProblems } from '../../../lib/chat/action-problems'
import { builtinActions } from '../../../lib/chat/builtin-actions'
import { intentOf, needsModel, slugOf, type QuickAction } from '../../../lib/chat/quick-action'

const good: QuickAction = {
  id: 'mine',
  name: 'Mine',
  slug: 'mine',
  description: '',
  template: '{{selection}}',
  icon: 'star',
  places: [],
  waits: false,
}
const press = (differences: Partial<KeyPress>): KeyPress => ({
  key: 'e',
  code: 'KeyE',
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...differences,
})

describe('an action', () => {
  it('is in order when it has a name, a word, and a template that can be filled', () => {
    expect(actionProblems(good, builtinActions)).toEqual({})
  })

  it('is in order as it comes with Gloss', () => {
    for (const action of builtinActions) expect(actionProblems(action, builtinActions)).toEqual({})
  })

  it.each([
    [{ name: '  ' }, { name: 'Give it a name.' }],
    [{ slug: '' }, { slug: 'Give it a word that can be typed behind a “/”.' }],
    [{ slug: 'two words' }, { slug: 'Letters, digits and hyphens, please: it is typed behind a “/”.' }],
    [{ slug: 'explain' }, { slug: '/explain belongs to “Explain”.' }],
    [{ template: '' }, { template: 'Write what is to be asked.' }],
    [{ shortcut: 'Ctrl+T' }, { shortcut: 'Ctrl+T belongs to the browser, or to writing: choose other keys.' }],
    [{ shortcut: 'Shift+E' }, { shortcut: 'Hold Ctrl, Alt or ⌘ with it: other keys write.' }],
  ])('is not with %o', (differences, problems) => {
    expect(actionProblems({ ...good, ...differences }, builtinActions)).toEqual(problems)
  })

  it('has its keys alone', () => {
    const other = { ...good, id: 'other', name: 'Other', slug: 'other', shortcut: 'Alt+Shift+E' }
    expect(actionProblems({ ...good, shortcut: 'Alt+Shift+E' }, [other])).toEqual({
      shortcut: 'Alt+Shift+E starts “Other”.',
    })
    expect(actionProblems(other, [other])).toEqual({})
  })

  it('has a word in any script', () => {
    expect(slugOf(' Übersetze, bitte! ')).toBe('übersetze-bitte')
    expect(slugOf('翻訳する')).toBe('翻訳する')
    expect(slugOf('!?')).toBe('')
    expect(slugOf(`${'a'.repeat(39)} b`)).toBe('a'.repeat(39))
  })

  it('takes a model where it asks for a new text', () => {
    expect(builtinActions.filter(({ id }) => !needsModel(id)).map(({ id }) => id)).toEqual([
      'ask',
      'explain',
      'summarize',
      'key-points',
    ])
    expect(intentOf('one-of-the-readers-own')).toBe('write')
    expect(intentOf('constructor')).toBe('write')
  })
})

describe('keys', () => {
  it('are called after the key on the board, not after what it writes', () => {
    expect(keysOf(press({ key: '€', altKey: true }))).toBe('Alt+E')
    expect(keysOf(press({ key: '!', code: 'Digit1', ctrlKey: true, shiftKey: true }))).toBe('Ctrl+Shift+1')
    expect(keysOf(press({ key: 'F2', code: 'F2' }))).toBe('F2')
    expect(keysOf(press({ key: ' ', code: 'Space', altKey: true }))).toBe('Alt+Space')
  })

  it('are none while only Ctrl, Alt or the like are down', () => {
    expect(keysOf(press({ key: 'Control', code: 'ControlLeft', ctrlKey: true }))).toBeUndefined()
  })

  it('leave the browser its own', () => {
    expect(keysProblem('Alt+Shift+E')).toBeUndefined()
    expect(keysProblem('F2')).toBeUndefined()
    expect(keysProblem('F5')).toMatch(/belongs to the browser/)
    expect(keysProblem('E')).toMatch(/Hold Ctrl/)
  })
})
