import { allActions } from '../../lib/chat/action-list'
import { useSettings } from '../hooks/use-settings'
import { isMac } from './mac'
import { commandsWithKeys, shownKeys } from './panel-commands'
import { useBrowserCommands } from './use-browser-commands'

/** Tells what has keys already: a command of the panel or of the browser, or a quick action, other than the one named. */
export function useKeyUser(exceptId: string): (keys: string) => string | undefined {
  const { shortcuts, quickActions } = useSettings()
  const browserCommands = useBrowserCommands()
  const users = [
    ...commandsWithKeys(shortcuts),
    ...allActions(quickActions).map(({ id, name, shortcut = '' }) => ({ id, label: name, keys: shortcut })),
    ...browserCommands,
  ]
  return (wished) => {
    // As they are shown: a browser on a Mac names its own by their signs.
    const shown = shownKeys(wished, isMac)
    return users.find(({ id, keys }) => id !== exceptId && shownKeys(keys, isMac) === shown)?.label
  }
}
