import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { commandsWithKeys, panelCommands, shownKeys } from '../../../components/shortcuts/panel-commands'
import { keysProblem } from '../../../lib/chat/action-keys'
import { builtinActions } from '../../../lib/chat/builtin-actions'

const components = new URL('../../../components/', import.meta.url)
const sources = readdirSync(components, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx'))
  .map((name) => readFileSync(new URL(name, components), 'utf8'))

describe('the commands of the panel', () => {
  it.each(panelCommands.map((command) => [command.control]))('press %s, which some component draws', (control) => {
    expect(sources.some((source) => source.includes(`"${control}"`) || source.includes(`'${control}'`))).toBe(true)
  })

  it('have keys that a page may have, each its own', () => {
    const keys = [
      ...panelCommands.map((command) => command.keys),
      ...builtinActions.flatMap(({ shortcut }) => shortcut ?? []),
      'Alt+Shift+S',
      'Alt+Shift+G',
      'Alt+Shift+Q',
    ]
    expect(keys.map(keysProblem).filter((problem) => problem !== undefined)).toEqual([])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('have the keys that the reader gave them, and none where they were taken away', () => {
    const commands = commandsWithKeys({ history: 'Alt+H', stop: '' })
    const keysOf = (id: string) => commands.find((command) => command.id === id)?.keys
    expect([keysOf('history'), keysOf('stop'), keysOf('new-chat')]).toEqual(['Alt+H', '', 'Alt+Shift+N'])
  })

  it('show their keys as they stand on the board', () => {
    expect(shownKeys('Alt+Shift+N', true)).toBe('⌥⇧N')
    expect(shownKeys('Ctrl+Meta+Alt+Shift+K', true)).toBe('⌃⌥⇧⌘K')
    // As a browser on a Mac has named them itself.
    expect(shownKeys('⌥⇧S', true)).toBe('⌥⇧S')
    expect(shownKeys('Ctrl+Meta+K', false)).toBe('Ctrl+Win+K')
  })
})
