import { useEffect, useMemo } from 'react'
import { keysOf } from '../../lib/chat/action-keys'
import { useSettings } from '../hooks/use-settings'
import type { NamedKeys } from '../ui/control-keys'
import { isMac } from './mac'
import { commandsWithKeys, panelCommands, shownKeys, type PanelCommand } from './panel-commands'

/** Carries out the panel's commands while it has the keyboard. Gives the keys of each control. */
export function usePanelShortcuts(): ReadonlyMap<string, NamedKeys> {
  const { shortcuts } = useSettings()
  const commands = useMemo(() => commandsWithKeys(shortcuts).filter(({ keys }) => keys !== ''), [shortcuts])

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const command = commands.find(({ keys }) => keys === keysOf(event)) ?? (asksForHelp(event) ? help : undefined)
      if (command && carryOut(command)) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [commands])

  return useMemo(() => new Map(commands.map(({ control, keys }) => [control, named(keys)])), [commands])
}

const named = (keys: string): NamedKeys => ({ shown: shownKeys(keys, isMac), named: keys.replace('Ctrl', 'Control') })

const help = panelCommands.find(({ id }) => id === 'shortcuts')

/** A question mark that is not being written asks for the list. */
function asksForHelp({ key, target }: KeyboardEvent): boolean {
  const writes = target instanceof Element && target.closest('input, textarea, select, [contenteditable]')
  return key === '?' && !writes
}

/** Whether there was something to press. What lies under a dialog cannot be. */
function carryOut({ control, focuses }: PanelCommand): boolean {
  const controls = [...document.querySelectorAll<HTMLElement>(`[data-testid="${control}"]`)]
  const target = controls.findLast((element) => !element.matches(':disabled') && element.checkVisibility())
  const dialog = document.querySelector('dialog[open]')
  if (!target || (dialog && !dialog.contains(target))) return false
  // A list of the browser's own opens for the keyboard only.
  if (focuses || target instanceof HTMLSelectElement) target.focus()
  else target.click()
  return true
}
