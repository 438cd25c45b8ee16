import { useEffect, useState } from 'react'
import { browser } from 'wxt/browser'

/** A command of ours that works anywhere in the browser, with its keys as they are now; empty when it has none. */
export type BrowserCommand = { id: string; label: string; keys: string }

export function useBrowserCommands(): BrowserCommand[] {
  const [commands, setCommands] = useState<BrowserCommand[]>([])
  useEffect(() => {
    let wanted = true
    const read = () => {
      browser.commands.getAll().then(
        (all) => {
          if (wanted)
            setCommands(all.map(({ name = '', description, shortcut }) => describe(name, description, shortcut)))
        },
        // A list without them is a list all the same.
        () => undefined,
      )
    }
    read()
    // They are changed on a page of the browser's own, from which the reader comes back.
    window.addEventListener('focus', read)
    return () => {
      wanted = false
      window.removeEventListener('focus', read)
    }
  }, [])
  return commands
}

function describe(id: string, description: string | undefined, keys = ''): BrowserCommand {
  const isOpening = id.startsWith('_execute')
  return { id, label: isOpening ? 'Open the panel' : (description ?? id), keys }
}
